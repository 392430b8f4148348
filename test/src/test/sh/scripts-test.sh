#!/usr/bin/env bash
# The two scripts on machines that lack something. They run as a copy in a folder of its own, with
# JDKs, a Maven and an apt-get made of a line of shell, so nothing here is installed or built.
set -uo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
project=$(readlink -f "$here/../../../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

passed=0 failed=0
# check WHAT EXPECTED ACTUAL: the actual text matches the expected pattern as a whole.
check() {
  # shellcheck disable=SC2053 # a pattern is meant
  if [[ $3 == $2 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'scripts-test: %s: expected <%s>, got <%s>\n' "$1" "$2" "$3" >&2
  fi
}

# A copy of the scripts, and the only commands on their PATH; no java, no mvn, no apt-get.
copy=$work/copy bin=$work/bin
mkdir -p "$copy" "$copy/rules/src" "$bin" "$work/none"
cp "$project"/{dev,postern,.setup.sh} "$copy"
mkdir "$copy/.mvn"
touch "$copy"/pom.xml "$copy"/rules/pom.xml
for tool in bash cat dirname env find flock grep mkdir mv readlink rm tail touch uname; do
  ln -s "$(command -v $tool)" "$bin/$tool"
done

# jdk NAME VERSION TOOL...: a folder that looks like one; its java says how it was called.
jdk() {
  local home=$work/jvm/$1
  mkdir -p "$home/bin"
  printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$home/release"
  # shellcheck disable=SC2016 # for the script written, not for this one
  printf '#!/bin/bash\necho "$0 $PWD ${*: -2}"\nexit 7\n' >"$home/bin/java"
  cp "$home/bin/java" "$home/bin/javac"
  chmod +x "$home"/bin/*
}
jdk a-17 17.0.15
jdk b-26 26-ea
jdk c-25 25.0.3
jdk d-25-jre 25.0.1
rm "$work/jvm/d-25-jre/bin/javac"

# run COMMAND...: what it says and its exit status, as one text; JDKS and HOME_JDK are its machine's.
run() {
  env -i HOME="$work" PATH="$bin" POSTERN_JDK_FOLDERS="${JDKS-$work/jvm}" \
    JAVA_HOME="${HOME_JDK-}" "$@" 2>&1
  echo "status $?"
}
# within CODE: CODE among the scripts' functions.
within() { run bash -c "set -euo pipefail; . '$copy/.setup.sh'; PATH=$bin; $1"; }

# one_line START STATUS: the pattern of a single line that begins so, and of the exit status.
one_line() { printf 'postern: %s*([!\n])\nstatus %s' "$1" "$2"; }

check 'an unknown word' "$(one_line "./dev has no word 'fly'" 2)" "$(run "$copy/dev" fly)"
check 'help' $'usage: *\nstatus 0' "$(run "$copy/dev" help)"

# ---- tests on other kernels
check 'an unknown kernel' "$(one_line "no kernel '5.4': there are 6.1, 6.12 and all" 2)" \
  "$(run "$copy/dev" test --kernel 5.4)"
check 'no kernel at all' "$(one_line "no kernel '': there are" 2)" "$(run "$copy/dev" test --kernel)"
check 'an unknown kernel by environment' "$(one_line "no kernel 'new': there are" 2)" \
  "$(run env POSTERN_KERNELS=new "$copy/dev" test)"
check 'a kernel test with an unknown option' "$(one_line "./dev test --kernel has no '--fast'" 2)" \
  "$(run "$copy/dev" test --kernel all --fast)"
# No apt-get is on this PATH yet.
check 'nothing to emulate with' "$(one_line 'no tests on other kernels' 0)" \
  "$(run "$copy/dev" test --kernel all)"
check 'nothing to emulate with, and it matters' "$(one_line 'no tests on other kernels' 1)" \
  "$(run env POSTERN_REQUIRE_BPF=1 "$copy/dev" test --kernel all)"

# ---- the JDK
check 'no JDK, postern' "$(one_line 'no JDK 25' 1)" "$(JDKS=$work/none run "$copy/postern" --help)"
check 'no JDK, dev' "$(one_line 'no JDK 25' 1)" "$(JDKS=$work/none run "$copy/dev" build)"
mkdir "$work/jres" && ln -s "$work/jvm/d-25-jre" "$work/jres/jre"
check 'a JRE only' "$(one_line "$work/jres/jre has no javac" 1)" \
  "$(JDKS=$work/jres run "$copy/postern" --help)"
# shellcheck disable=SC2016 # for the shell that runs it
found='find_jdk; echo "${JAVA_HOME##*/}"'
check 'the oldest JDK that will do' $'c-25\nstatus 0' "$(within "$found")"
check 'a JAVA_HOME that will do' $'b-26\nstatus 0' "$(HOME_JDK=$work/jvm/b-26 within "$found")"
check 'a JAVA_HOME too old' $'c-25\nstatus 0' "$(HOME_JDK=$work/jvm/a-17 within "$found")"
ln -s "$work/jvm/b-26/bin/java" "$bin/java"
check 'the JDK of PATH' $'b-26\nstatus 0' "$(JDKS=$work/none within "$found")"
rm "$bin/java"

# ---- missing packages
lacking="REQUIREMENTS=('no-such-tool first' '/no/such/file second'); find_clang() { :; }"
as_root='is_root() { :; }'
as_user='is_root() { false; }'
check 'no apt-get' "$(one_line 'no apt-get here: * first second' 1)" \
  "$(within "$lacking; $as_root; setup")"
printf '#!/bin/bash\necho "apt-get $*"\nexit 100\n' >"$bin/apt-get"
chmod +x "$bin/apt-get"
check 'packages missing, not root' "$(one_line 'missing packages: first second: run once with sudo' 1)" \
  "$(within "$lacking; $as_user; setup")"
check 'apt-get fails' "postern: installing *$(one_line 'apt-get could not install first second: see' 1)" \
  "postern: installing $(within "$lacking; $as_root; setup 2>&1 | tail -n 1")"
check 'the log of apt-get' $'apt-get update\n*apt-get install * first second' \
  "$(cat "$copy/target/setup.log")"
check 'nothing missing' $'status 0' "$(within "REQUIREMENTS=('bash bash'); find_clang() { :; }; setup")"

# ---- building and running, with a Maven that only leaves the folder the class path names
build="find_clang() { :; }; REQUIREMENTS=(); locked build_if_changed"
printf '#!/bin/bash\necho "[ERROR] broken"\nexit 1\n' >"$bin/mvn"
chmod +x "$bin/mvn"
check 'a build that fails' $'*[[]ERROR] broken\npostern: Maven failed: *\nstatus 1' "$(within "$build")"
printf '#!/bin/bash\nmkdir -p test/target/lib\n' >"$bin/mvn"
check 'the first build' $'postern: building *\nstatus 0' "$(within "$build")"
check 'nothing changed' 'status 0' "$(within "$build")"
touch "$copy/rules/src/A.java"
check 'a new source' $'postern: building *\nstatus 0' "$(within "$build")"
rm "$copy/rules/src/A.java"
check 'a source removed' $'postern: building *\nstatus 0' "$(within "$build")"
mkdir -p "$copy/rules/src/test"
touch -d '1 hour ago' "$copy/rules/src"
touch "$copy/rules/src/test/B.java"
check 'a test is no source of the product' 'status 0' "$(within "$build")"

ln -s "$copy/postern" "$work/elsewhere"
check 'called through a link: folder, arguments and status are the command'"'s own" \
  "$work/jvm/c-25/bin/java $work/none a b c"$'\nstatus 7' \
  "$(cd "$work/none" && run env POSTERN_BUILT=1 "$work/elsewhere" a 'b c')"

echo "scripts: $passed passed, $failed failed"
((failed == 0))
