# SPDX-License-Identifier: GPL-2.0-only
# Parsers under libFuzzer, shortly (make fuzz: as long as one likes), and the
# inputs that it found to break something: all of them in tests/fuzz/seeds/.
. "$(dirname "$0")/../lib/command.sh"
"$TOP/tests/fuzz/run.sh" -r 1500
