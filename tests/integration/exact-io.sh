# SPDX-License-Identifier: GPL-2.0-only
# Loads and stores that KVM emulates count as IO, whether the kernel or the VMM
# answers.
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
exact load 500
exact store 501
exact readonly 50
exact gic 300
exact ioeventfd 300
