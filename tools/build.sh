# Sourced by ./gridwork and ./test: builds what is not up to date and says so. $home is the checkout.

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# build_if_changed STAMP WHAT COMMAND… -- PATH…: runs the command when anything below the paths is newer than the stamp.
build_if_changed() {
  local stamp=$1 what=$2 began=$SECONDS; shift 2
  local command=()
  while [ "$1" != -- ]; do command+=("$1"); shift; done
  shift
  if [ -e "$stamp" ] && [ -z "$(find "$@" \( -name bin -o -name obj -o -name node_modules -o -name island -o -name artifacts \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then
    return 0
  fi
  say "$what …"
  local log; log=$(mktemp)
  if ! "${command[@]}" >"$log" 2>&1; then cat "$log" >&2; rm -f "$log"; return 1; fi
  rm -f "$log"
  mkdir -p "$(dirname "$stamp")" && touch "$stamp"
  say "$what: done in $((SECONDS - began)) s"
}

# The field form of the browser: npm packages by the lock file, then Vite.
build_island() {
  build_if_changed "$home/src/Gridwork.Server/wwwroot/island/.built" 'Building the field form (npm ci, vite build; about a minute the first time)' \
    npm_build -- "$home/web"
}
npm_build() { (cd "$home/web" && npm ci --no-audit --no-fund && npm run build); }

# build_programs PROJECT: restores by the lock files and builds for release.
build_programs() {
  build_if_changed "$home/artifacts/built-$(basename "$1")" 'Restoring and building (about two minutes the first time)' \
    dotnet build "$1" -c Release -v quiet -p:RestoreLockedMode=true -- \
    "$home/src/Gridwork.Server/wwwroot/island/.built" "$home/src" "$home/tests" "$home/bench" "$home/district" "$home"/Directory.*.props "$home/global.json"
}
