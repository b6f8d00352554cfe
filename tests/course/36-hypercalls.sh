# SPDX-License-Identifier: GPL-2.0-only
# Row 36: hypercalls by HVC and by SMC have the names of PSCI and SMCCC. On x86 hypercalls have KVM's
# names.
. "$(dirname "$0")/../lib/host.sh"
load_module hot=1
calls() { column_sum hot exits kind=call name="$1" how="$2"; }
"$TRAPGEN" hvc 30 >/dev/null
if on_x86; then
	assert_eq "KVM_HC_VAPIC_POLL_IRQ" "$(calls KVM_HC_VAPIC_POLL_IRQ vmmcall)" 30
	exit 0
fi
"$TRAPGEN" smc 20 >/dev/null
"$TRAPGEN" off 1 >/dev/null
assert_eq "PSCI_VERSION by HVC" "$(calls PSCI_VERSION hvc)" 30
assert_eq "PSCI_VERSION by SMC" "$(calls PSCI_VERSION smc)" 20
assert_eq "SYSTEM_OFF" "$(calls PSCI_SYSTEM_OFF hvc)" 1
