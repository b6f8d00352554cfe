# SPDX-License-Identifier: GPL-2.0-only
# The same demo on an emulated AMD host, with Debian for amd64 in its guest.
. "$(dirname "$0")/../lib/demo.sh"
shows amd64 HOST=amd64 'the emulated AMD host' 'into Linux 6.12.' ' PIO_USER '
