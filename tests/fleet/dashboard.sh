# SPDX-License-Identifier: GPL-2.0-only
# The dashboard is what Grafana's own schema allows: its types, published as @grafana/schema, accept
# it, panel by panel; and they refuse a dashboard that has a mistake.
. "$(dirname "$0")/../lib/command.sh"
need_tools npm:npm node:nodejs
grafana=13.2.3 typescript=5.9.3
modules=$CACHE/grafana-$grafana-$typescript
if [ ! -d "$modules" ]; then
	say "fetching Grafana's schema and TypeScript (25 MB)"
	npm install --prefix "$WORK/modules" --ignore-scripts --no-audit --no-fund \
		"@grafana/schema@$grafana" "typescript@$typescript" >"$CACHE/grafana.log" 2>&1 ||
		die "npm cannot install @grafana/schema and typescript; see $CACHE/grafana.log"
	mv -T "$WORK/modules/node_modules" "$modules"
fi
ln -s "$modules" "$WORK/node_modules"
types=node_modules/@grafana/schema/dist/types/raw

# check FILE: have the compiler check that the dashboard in it has the types of Grafana. In JSON a
# value of an enumeration is a plain string.
check() {
	{
		echo "import type { Dashboard } from './$types/dashboard/x/types.gen';"
		for type in timeseries stat table heatmap; do
			echo "import type * as $type from './$types/composable/$type/panelcfg/x/types.gen';"
		done
		# shellcheck disable=SC2016 # TypeScript's
		echo 'type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;'
		jq -r '"export const dashboard: Json<Dashboard> = \(.);",
			(.panels[] | ., .panels[]? | select(.type | IN("timeseries", "stat", "table", "heatmap")) |
				"export const options\(.id): Json<\(.type).Options> = \(.options);",
				(select(.type != "stat") |
				"export const fields\(.id): Json<\(.type).FieldConfig> = \(.fieldConfig.defaults.custom);"))' "$1"
	} >"$WORK/dashboard.ts"
	(cd "$WORK" && node node_modules/typescript/bin/tsc --noEmit --strict --skipLibCheck --target es2022 \
		--module esnext --moduleResolution bundler dashboard.ts)
}
file=$TOP/userspace/kvmtrap/prometheus/dashboard.json
check "$file" >"$WORK/said" || fail "$(cat "$WORK/said")"

refuses() { # WHAT FILTER: the compiler says something that has WHAT of the dashboard with a mistake
	jq "$2" "$file" >"$WORK/wrong.json"
	! check "$WORK/wrong.json" >"$WORK/said" || fail "the schema allows $2"
	grep -q "$1" "$WORK/said" || fail "$2: $(cat "$WORK/said")"
}
refuses gridPosition '.panels[0].gridPosition = 1'
refuses smooth '(.panels[].panels[]? | select(.type == "heatmap").options.color.scale) = "smooth"'
refuses datasauce '.templating.list[0].type = "datasauce"'
