# SPDX-License-Identifier: GPL-2.0-only
# The parsers run under libFuzzer for a short time (make fuzz runs them longer), also with the
# inputs that broke something before: these are in tests/fuzz/seeds/.
. "$(dirname "$0")/../lib/command.sh"
"$TOP/tests/fuzz/run.sh" -r 1500
