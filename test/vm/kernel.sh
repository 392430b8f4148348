#!/usr/bin/env bash
# usage: kernel.sh [--all] [--update-golden] SERIES...: the kernel tests under Debian's kernels of
# these series, each in a guest of its own, and what the verifier's work there costs. Behind
# `./dev test --kernel`, which has built what is tested.
set -euo pipefail
# shellcheck source=.setup.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.setup.sh"
# shellcheck source=test/vm/explain.sh
. "$ROOT/test/vm/explain.sh"

HERE=$ROOT/test/vm
GOLDEN=$HERE/verifier-cost.golden
TOLERANCE_PERCENT=25 # point releases differ a little
SLICE=$HERE/slice

what=() limit=1800 update='' failed=0
while [[ ${1-} == --* ]]; do
  case $1 in
    --all) what=(--select=package:dev.postern) limit=7200 ;;
    --update-golden) update=yes ;;
  esac
  shift
done

# Another compiler makes other code: its costs are shown but not held against this one's.
compiler() { "$CLANG" --version | sed -nE '1s/.*version ([0-9]+).*/clang-\1/p'; }

golden_compiler() { sed -nE 's/^# Compiler: //p' "$GOLDEN" 2>/dev/null || true; }

# check_costs SERIES FILE: the file's lines are a program and its cost.
check_costs() {
  awk -v series="$1" -v tolerance="$TOLERANCE_PERCENT" -v strict="$([[ $(compiler) == "$(golden_compiler)" ]] && echo 1)" '
    FNR == NR { if ($1 == series) golden[$2] = $3; next }
    { now[$1] = $2 }
    !($1 in golden) { print "program " $1 " (" $2 " instructions) is not in the golden file"; bad = 1; next }
    $2 > golden[$1] * (1 + tolerance / 100) {
      print "program " $1 " costs the verifier " $2 " instructions, was " golden[$1]; bad = strict || bad
    }
    END {
      for (program in golden) if (!(program in now)) { print "program " program " was not loaded"; bad = 1 }
      exit bad
    }' "$GOLDEN" "$2" >&2 || {
    note "verifier cost on $1: if this is meant, sudo ./dev test --kernel all --update-golden"
    return 1
  }
}

update_costs() {
  local new=$GOLDEN.new
  {
    echo '# Instructions the verifier works through for each program: series, program, instructions.'
    echo "# A program may cost $TOLERANCE_PERCENT % more. Rewritten by: sudo ./dev test --kernel all --update-golden"
    echo "# Compiler: $(compiler)"
    {
      grep -vE "^(#|$1 )" "$GOLDEN" 2>/dev/null || true
      sed "s/^/$1 /" "$2"
    } | sort -k1,1V -k2,2
  } >"$new"
  mv "$new" "$GOLDEN"
}

costs() {
  if [[ ! -s $2 ]]; then
    note "verifier cost on $1: no test had every program loaded"
    return 1
  fi
  if [[ -n $update ]]; then update_costs "$1" "$2"; else check_costs "$1" "$2"; fi
}

# counted WORD LOG: the number in the console launcher's summary line `[  3 tests WORD ]`.
counted() { sed -nE "s/^\[ +([0-9]+) tests $1 +\].*/\1/p" "$2" | tail -n 1; }

test_series() {
  local series=$1 log=$OUT/vm/$1.log kernel run status=0 began=$SECONDS
  kernel=$("$HERE/fetch.sh" "$series") || return 1
  run=$(mktemp -d "$OUT/vm/$series.XXXXXX")
  runs+=("$run")
  note "testing on ${kernel##*/linux-image-}, emulated (log: $log)"
  ln -sfn "$run/console.log" "$log"
  setpriv --pdeathsig TERM "$HERE/boot.sh" "$kernel" "$run" "$limit" test/vm/guest.sh "$run" "${what[@]}" || status=$?
  rm -f "$log"
  tr -d '\r' <"$run/console.log" >"$log" || true
  if ((status)); then
    tail -n 40 "$log" >&2
    note "kernel $series: FAILED: $(explain "$status" "$limit"): the whole log is $log"
  fi
  if [[ -s $run/doctor ]]; then
    printf 'kernel %s: %s tests found, %s passed, %s failed, %s s\n' "$(<"$run/release")" \
      "$(counted found "$log")" "$(counted successful "$log")" "$(counted failed "$log")" \
      $((SECONDS - began))
  fi
  ((status)) || costs "$series" "$run/programs" || status=1
  rm -rf "$run"
  return "$status"
}

# What guests start from: the test classes as a jar, because only jars go into a cache of loaded
# classes, and that cache, learnt from one test here. It saves each guest 40 seconds. Where the test
# can't run there is no cache, and the guests are slower.
prepare() {
  local vm=$OUT/vm classes=$ROOT/test/target/test-classes
  if [[ -e $vm/tests.jar && -e $vm/tests.aot && -z $(find "$classes" "$LIB" "$HERE/junit.sh" -newer "$vm/tests.jar" -print -quit) ]]; then
    return 0
  fi
  rm -f "$vm/tests.jar" "$vm/tests.aot"
  "$JAVA_HOME/bin/jar" --create --file "$vm/tests.jar" -C "$classes" .
  (cd "$ROOT" && test/vm/junit.sh -XX:AOTCacheOutput=target/vm/tests.aot -- \
    '--select=method:dev.postern.kernel.ConnectIT#isOneEventForASocketAndADestination()') \
    >"$vm/prepare.log" 2>&1 || note "no class cache for the guests: see $vm/prepare.log"
}

runs=()
trap 'rm -rf "${runs[@]}"' EXIT
find_jdk
find_clang
mkdir -p "$OUT/vm"
if ((${#what[@]} == 0)); then mapfile -t what < <(sed '/^#/d; s/^/--select=/' "$SLICE"); fi
prepare
for series; do test_series "$series" || failed=1; done
exit "$failed"
