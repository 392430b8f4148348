#!/usr/bin/env bash
# usage: guest.sh RUN SELECTOR...: what a guest does, in the checkout. Doctor must find every hook
# used; then the tests that JUnit's console launcher selects; RUN gets a summary and, read while a
# test had them loaded, the programs with what the verifier thought of them.
set -euo pipefail
run=$1
shift
export POSTERN_BUILT=1 POSTERN_REQUIRE_BPF=1
PATIENCE=15 # how much slower than the machine it is emulated on a JVM was

doctor() {
  uname -r >"$run/release"
  ./postern doctor >"$run/doctor" || status=$?
  cat "$run/doctor"
  if ((status)) || grep -E '^[a-z]+ +(tp_btf|fentry|lsm|cgroup|cgroup_skb|iter|raw_tp)/|^[a-z]+ +sockops' "$run/doctor" | grep -v ' used$'; then
    echo 'guest: doctor finds something missing'
    exit 1
  fi
}

# programs PID: name and verified instructions of every program that the process has open. From
# fdinfo, because the bpftool of Debian 12 doesn't tell them.
programs() {
  awk 'FNR == NR { if ($2 ~ /^[a-z]/ && $3 == "name") name[$1] = $4; next }
       $1 == "pos:" { id = "" } # where the next file begins
       $1 == "prog_id:" { id = $2 ":" }
       $1 == "verified_insns:" && id in name { print name[id], $2 }' \
    <(bpftool prog show) <(cat /proc/"$1"/fdinfo/* 2>/dev/null) | sort -u
}

# All are loaded only while a test has a probe, so the first look that finds them all is kept.
watch_programs() {
  local wanted
  wanted=$(grep -c ' used$' "$run/doctor")
  while sleep 1; do
    programs "$1" >/run/programs || continue
    if (($(wc -l </run/programs) >= wanted)); then
      cp /run/programs "$run/programs"
      return
    fi
  done
}

status=0
doctor
cache=()
if [[ -e target/vm/tests.aot ]]; then cache=(-XX:AOTCache=target/vm/tests.aot); fi
test/vm/junit.sh "${cache[@]}" -Dpostern.test.patience="$PATIENCE" -- "$@" &
tests=$!
watch_programs "$tests" &
watcher=$!
wait "$tests" || status=$?
kill "$watcher" 2>/dev/null || true
exit "$status"
