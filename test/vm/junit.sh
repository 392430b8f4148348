#!/usr/bin/env bash
# usage: junit.sh [JVM-FLAG...] -- SELECTOR...: the tests that JUnit's console launcher selects, in
# one JVM that starts as fast as one can: no second compiler, no threads for collecting garbage. In
# the checkout, with relative paths: a cache of loaded classes belongs to its class path.
set -euo pipefail
flags=()
while [[ $1 != -- ]]; do
  flags+=("$1")
  shift
done
shift
exec "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "${flags[@]}" \
  -cp 'target/vm/tests.jar:test/target/lib/*:test/target/test-lib/*' \
  org.junit.platform.console.ConsoleLauncher execute "$@" --include-classname='.*IT' \
  --fail-if-no-tests --details=tree --disable-ansi-colors --disable-banner
