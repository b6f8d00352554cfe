# SPDX-License-Identifier: GPL-2.0-only
# Row 36: hypercalls by HVC and by SMC, with the names of PSCI and SMCCC.
. "$(dirname "$0")/../lib/host.sh"
load hot=1
"$TRAPGEN" hvc 30 >/dev/null
"$TRAPGEN" smc 20 >/dev/null
"$TRAPGEN" off 1 >/dev/null
calls() { awk -v how="$2" -v name="$1" '$2 == "call" && $3 == name && $4 == how { n += $5 } END { print n + 0 }' $K/hot; }
same "PSCI_VERSION by HVC" "$(calls PSCI_VERSION hvc)" 30
same "PSCI_VERSION by SMC" "$(calls PSCI_VERSION smc)" 20
same "SYSTEM_OFF" "$(calls PSCI_SYSTEM_OFF hvc)" 1
