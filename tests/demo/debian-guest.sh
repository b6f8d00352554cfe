# SPDX-License-Identifier: GPL-2.0-only
# The whole demo: Debian boots in a guest, mem and io add what they must, and our total is KVM's
# own (demo/table checks these). It shows what it promises.
. "$(dirname "$0")/../lib/demo.sh"
shows arm64 '' 'the emulated ARMv8 host' 'into Linux 6.1.' ' IABT_LOW '
