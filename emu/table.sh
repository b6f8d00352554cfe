# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The one parser of the module's files, and of kvmtrap's CSV, for scripts.
#
# A FILE has one table, or several with their titles: what `cat vcpus reasons` prints,
# .snapshot, or a saved state. FILE:TABLE means only that table of them. WHERE is
# COLUMN=VALUE, and means only rows with that value. It is an error to name a column that
# the table does not have, so that no test passes because a name changed.

# shellcheck disable=SC2016 # awk's
TABLE_AWK='
function col(name) {
	if (!(name in _column)) {
		print "no column " name " in the table " table >"/dev/stderr"
		_failed = 1
		exit 2
	}
	return $_column[name]
}
END { if (_failed) exit 2 }
$1 == "==>" { next }
$1 == "kvmtrap" && NF == 3 { table = $2; _header = 1; next }
_header || (csv && FNR == 1) {
	delete _column
	for (_i = 1; _i <= NF; _i++)
		_column[$_i] = _i
	_header = 0
	next
}
(wanted != "" && table != wanted) || table == "" && !csv { next }
where != "" {
	_n = split(where, _wheres, " ")
	for (_i = 1; _i <= _n; _i++) {
		split(_wheres[_i], _pair, "=")
		if (col(_pair[1]) != _pair[2])
			next
	}
}
'

# table_awk PROGRAM FILE ...: run awk's PROGRAM for each row of the tables. In PROGRAM,
# `table` is the name of the table, and col("exits") is the value of that column. Names
# that begin with an underscore belong to the parser.
table_awk() { awk "$TABLE_AWK$1" "${@:2}"; }

# rows FILE[:TABLE] PROGRAM [WHERE ...]: the same for some of the rows. A FILE without a
# slash is a file of the module.
rows() {
	local file=${1%%:*} wanted=${1#*:}
	[ "$wanted" != "$1" ] || wanted=
	[[ $file == */* ]] || file=${K:-.}/$file
	awk -v wanted="$wanted" -v where="${*:3}" "$TABLE_AWK$2" "$file"
}

# column_sum FILE[:TABLE] COLUMN [WHERE ...]: print the sum of the column.
column_sum() { rows "$1" "{ sum += col(\"$2\") } END { printf \"%.0f\\n\", sum }" "${@:3}"; }

# column FILE[:TABLE] COLUMN [WHERE ...]: print the values of the column, one per line.
column() { rows "$1" "{ print col(\"$2\") }" "${@:3}"; }

# row_count FILE[:TABLE] [WHERE ...]: print the number of rows.
row_count() { rows "$1" '{ n++ } END { print n + 0 }' "${@:2}"; }

# csv_sum COLUMN [WHERE ...]: print the sum of a column of kvmtrap's CSV on standard input.
csv_sum() { awk -F, -v csv=1 -v where="${*:2}" "$TABLE_AWK{ sum += col(\"$1\") } END { print sum + 0 }"; }
