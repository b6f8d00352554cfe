# SPDX-License-Identifier: GPL-2.0-only
# Row 36: hypercalls by HVC and by SMC have the names of PSCI and SMCCC.
. "$(dirname "$0")/../lib/host.sh"
load_module hot=1
"$TRAPGEN" hvc 30 >/dev/null
"$TRAPGEN" smc 20 >/dev/null
"$TRAPGEN" off 1 >/dev/null
calls() { column_sum hot exits kind=call name="$1" how="$2"; }
assert_eq "PSCI_VERSION by HVC" "$(calls PSCI_VERSION hvc)" 30
assert_eq "PSCI_VERSION by SMC" "$(calls PSCI_VERSION smc)" 20
assert_eq "SYSTEM_OFF" "$(calls PSCI_SYSTEM_OFF hvc)" 1
