#!/usr/bin/env bash
# usage: bypass.sh TEXT SERIES...: the routes of the bypass suite with TEXT in their name, under
# Debian's kernels of these series, each in a guest of its own. Behind `./dev bypass --kernel`, which
# has built what is tried.
set -euo pipefail
# shellcheck source=.setup.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.setup.sh"
# shellcheck source=test/vm/explain.sh
. "$ROOT/test/vm/explain.sh"

HERE=$ROOT/test/vm
LIMIT=7200
PATIENCE=15 # as guest.sh
text=$1
shift

# What the guest does, in the checkout: $1 is the folder that it shares, $2 the text.
# shellcheck disable=SC2016 # for the shell in the guest
IN_GUEST='uname -r >"$1/release"
./dev bypass ${2:+"$2"} >"$1/table" 2>"$1/differences"'

try_series() {
  local series=$1 kernel run status=0 began=$SECONDS
  kernel=$("$HERE/fetch.sh" "$series") || return 1
  run=$(mktemp -d "$OUT/vm/bypass-$series.XXXXXX")
  runs+=("$run")
  note "trying on ${kernel##*/linux-image-}, emulated"
  setpriv --pdeathsig TERM "$HERE/boot.sh" "$kernel" "$run" "$LIMIT" \
    env POSTERN_BUILT=1 POSTERN_PATIENCE="$PATIENCE" bash -c "$IN_GUEST" bypass "$run" "$text" || status=$?
  if [[ -s $run/table ]]; then cat "$run/table"; fi
  if [[ -s $run/differences ]]; then cat "$run/differences" >&2; fi
  note "kernel $(cat "$run/release" 2>/dev/null || echo "$series"): $((SECONDS - began)) s, $(
    ((status)) && explain "$status" "$LIMIT" || echo 'as listed'
  )"
  rm -rf "$run"
  return "$status"
}

runs=() failed=0
trap 'rm -rf "${runs[@]}"' EXIT
find_jdk
mkdir -p "$OUT/vm"
for series; do try_series "$series" || failed=1; done
exit "$failed"
