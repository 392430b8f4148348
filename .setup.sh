# shellcheck shell=bash
# What ./postern and ./dev share: find a JDK, install what is missing, build. Sourced, never run.
#
# A requirement is proved by the thing itself, not by a package: a Maven or a clang that did not
# come from Debian serves as well, and looking takes no process.

ROOT=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
OUT=$ROOT/target
LIB=$ROOT/test/target/lib # every runtime jar, copied there by the test module's package phase
STAMP=$OUT/.built         # as old as the start of the last build that succeeded

JDK_FLOOR=25
# The folders whose children may be JDKs; the self-test names others.
JDK_FOLDERS=${POSTERN_JDK_FOLDERS-/usr/lib/jvm /opt}

# A command, or an absolute file, and the Debian package that brings it. clang: see find_clang.
REQUIREMENTS=(
  'mvn maven'
  'make make'
  'ip iproute2'
  'mount mount'
  'bpftool bpftool'
  '/bin/kill procps'
  'curl curl'
  'openssl openssl'
  '/usr/bin/python3 python3'
  '/usr/include/bpf/bpf_helpers.h libbpf-dev'
  '/etc/ssl/certs/ca-certificates.crt ca-certificates'
)

# Only for tests, of root's: clients of DNS that are unlike glibc's.
# shellcheck disable=SC2034 # ./dev adds them to the others
TEST_REQUIREMENTS=(
  'dig bind9-dnsutils'
  "/usr/lib/$HOSTTYPE-linux-musl/libc.a musl-dev"
)

# Only for tests on other kernels, because an emulator is big.
# shellcheck disable=SC2034 # ./dev adds them to the others
KERNEL_REQUIREMENTS=(
  'qemu-system-x86_64 qemu-system-x86'
  '/var/lib/dpkg/info/busybox-static.list busybox-static' # plain busybox is not static
  'depmod kmod'
  'cpio cpio'
  'xz xz-utils'
  'setpriv util-linux'
  '/usr/share/keyrings/debian-archive-keyring.gpg debian-archive-keyring'
)

# Small, started quickly, no second compiler.
COMMON_JVM_FLAGS=(
  -XX:+UseSerialGC
  -XX:TieredStopAtLevel=1
  -XX:+UseCompactObjectHeaders
  -XX:-UsePerfData
  --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow
)

# For commands that live for seconds.
# shellcheck disable=SC2034 # ./postern and ./dev use these two
JVM_FLAGS=("${COMMON_JVM_FLAGS[@]}" -Xshare:auto -Xmx64m -Xss512k)

# For what lives beside every pod: the least memory that serves. A class archive that is not moved
# in memory stays shared between all JVMs of a node.
# shellcheck disable=SC2034
SIDECAR_JVM_FLAGS=(
  "${COMMON_JVM_FLAGS[@]}"
  -Xmx24m
  -Xms4m
  -Xmn2m
  -Xss256k
  -XX:ReservedCodeCacheSize=16m
  -XX:TrimNativeHeapInterval=2000
  -XX:+UnlockDiagnosticVMOptions
  -XX:ArchiveRelocationMode=0
)

# Debian leaves these out of a user's PATH; bpftool lives there.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

note() { printf 'postern: %s\n' "$*" >&2; }

die() {
  note "$*"
  exit 1
}

is_root() { ((EUID == 0)); }

# ---- the JDK ----------------------------------------------------------------------------------

# Keeps JDK_HOME if it is a JDK of the wanted age and older than the best one so far.
consider_jdk() {
  local home=$1 line version=0
  [[ -x $home/bin/java && -r $home/release ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then
      version=${BASH_REMATCH[1]}
      break
    fi
  done <"$home/release"
  if ((version < JDK_FLOOR)); then return 0; fi
  if [[ ! -x $home/bin/javac ]]; then
    jre_home=$home
  elif ((jdk_version == 0 || version < jdk_version)); then
    jdk_home=$home
    jdk_version=$version
  fi
}

# Exports JAVA_HOME: the caller's own if it will do, otherwise the oldest that will. Reads
# `release` files only, because starting each JVM to ask it would cost more than the command.
find_jdk() {
  local jdk_home='' jdk_version=0 jre_home='' folder home on_path
  if [[ -n ${JAVA_HOME-} ]]; then consider_jdk "$JAVA_HOME"; fi
  if [[ -z $jdk_home ]]; then
    for folder in $JDK_FOLDERS; do
      for home in "$folder"/*; do consider_jdk "$home"; done
    done
    if on_path=$(command -v java); then
      on_path=$(readlink -f "$on_path")
      consider_jdk "${on_path%/bin/java}"
    fi
  fi
  if [[ -z $jdk_home ]]; then
    [[ -z $jre_home ]] ||
      die "$jre_home has no javac: install the whole JDK (openjdk-25-jdk-headless or temurin-25-jdk)"
    die "no JDK $JDK_FLOOR or newer in JAVA_HOME, $JDK_FOLDERS or PATH: install one" \
      "(Debian 13: apt-get install openjdk-25-jdk-headless; Debian 12: temurin-25-jdk from Adoptium)"
  fi
  export JAVA_HOME=$jdk_home
}

# ---- what the build and the tests need ----------------------------------------------------------

is_there() {
  if [[ $1 == /* ]]; then [[ -e $1 ]]; else command -v "$1" >/dev/null; fi
}

# Exports CLANG and LLVM_STRIP, of one version; fails when there are none. Older than 16 is not
# tested, so Debian 12's plain `clang`, which is 14, is passed over.
find_clang() {
  if [[ -n ${CLANG-} && -n ${LLVM_STRIP-} ]]; then return 0; fi
  local suffix
  for suffix in -16 -19 -18 -17 ''; do
    if is_there "clang$suffix" && is_there "llvm-strip$suffix" && [[ $(readlink -f \
      "$(command -v "clang$suffix")") != */llvm-1[0-5]/* ]]; then
      export CLANG=clang$suffix LLVM_STRIP=llvm-strip$suffix
      return 0
    fi
  done
  return 1
}

clang_packages() {
  if grep -qs '^VERSION_ID="\?12"\?$' /etc/os-release; then
    echo clang-16 llvm-16
  else
    echo clang llvm
  fi
}

# Fills the array `missing` with the Debian packages to install.
find_missing() {
  local requirement
  missing=()
  for requirement in "${REQUIREMENTS[@]}"; do
    is_there "${requirement% *}" || missing+=("${requirement#* }")
  done
  # shellcheck disable=SC2207 # package names hold no blanks
  find_clang || missing+=($(clang_packages))
}

need_root() { is_root || die "$1 needs root: sudo $2"; }

apt_install() {
  local log=$OUT/setup.log
  mkdir -p "$OUT"
  {
    # A broken third-party list fails the update without mattering: the install decides.
    apt-get update || echo 'update failed, going on'
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      -o DPkg::Lock::Timeout=300 "$@"
  } >"$log" 2>&1 </dev/null ||
    die "apt-get could not install $*: see $log, then run sudo ./dev setup again"
}

# Installs what is missing; costs a few milliseconds when nothing is.
setup() {
  local missing machine
  machine=$(uname -m)
  case $machine in
    x86_64 | aarch64) ;;
    *) die "this machine is $machine: Postern runs on x86_64 and aarch64" ;;
  esac
  find_missing
  if ((${#missing[@]} == 0)); then return 0; fi
  is_there apt-get || die "no apt-get here: install by hand what Debian calls ${missing[*]}"
  is_root || die "missing packages: ${missing[*]}: run once with sudo: sudo ./dev setup"
  note "installing ${missing[*]} (log: $OUT/setup.log)"
  apt_install "${missing[@]}"
  find_missing
  ((${#missing[@]} == 0)) || die "still missing after apt-get: ${missing[*]}: see $OUT/setup.log"
}

# ---- the build ----------------------------------------------------------------------------------

# Whether anything that goes into the jars is newer than the last build. Folders count too (a
# deleted file leaves no other trace), except the modules' own, which every build touches.
sources_changed() {
  [[ -e $STAMP && -d $LIB ]] || return 0
  local -a trees=("$ROOT/pom.xml" "$ROOT/.mvn")
  local module
  for module in bpf rules sidecar injector test; do
    if [[ -d $ROOT/$module ]]; then trees+=("$ROOT/$module"); fi
  done
  [[ -n $(find "${trees[@]}" \( -name target -o -name node_modules -o -path '*/src/test' \) -prune \
    -o -newer "$STAMP" \( -type f -o -path "$ROOT/*/*" \) -print -quit) ]]
}

# After `sudo ./postern`, root owns the build; Maven would say so in forty lines.
check_writable() {
  local -a built=("$ROOT"/target "$ROOT"/*/target)
  local dir foreign=''
  for dir in "${built[@]}"; do
    if [[ -e $dir && -z $foreign ]]; then foreign=$(find "$dir" ! -writable -print -quit); fi
  done
  [[ -z $foreign ]] || die "$foreign is not yours to write (built with sudo before): sudo ./dev clean"
  [[ -w $ROOT ]] || die "$ROOT is not yours to write: build it with sudo ./dev build"
}

# One build at a time. Children don't inherit the lock: one that stays behind can't hold it.
locked() {
  check_writable
  mkdir -p "$OUT"
  (
    flock -n 9 || {
      note 'waiting for another build'
      flock 9
    }
    "$@" 9>&-
  ) 9>"$OUT/.lock"
}

# Maven on the whole reactor, everything it says on stdout.
maven() {
  if [[ ! -d ${HOME:-/root}/.m2/repository/org/apache/maven/plugins/maven-compiler-plugin ]]; then
    note 'downloading dependencies (first build, a few minutes)'
  fi
  (cd "$ROOT" && mvn -B -ntp -Dstyle.color=never "$@" 2>&1 </dev/null)
}

# The end of a Maven log without its progress lines and its advice.
show_failure() {
  local progress='^\[INFO\]|^\[ERROR\] *$'
  local advice='\[Help|To see the full|Re-run Maven|For more info|After correcting|mvn <args>|See dump'
  grep -vE "$progress|^\[ERROR\] *(-> )?($advice)" "$1" | tail -n 60 >&2 || true
}

maven_quietly() {
  local log=$1
  shift
  if ! maven "$@" >"$log"; then
    show_failure "$log"
    die "Maven failed: the whole log is $log"
  fi
}

# Remembers when a build began: what is edited meanwhile belongs to the next one.
begin_build() {
  touch "$OUT/.build-started"
  # A changed pom may change a version, and the old jar would stay on the class path.
  if [[ ! -e $STAMP || -n $(find "$ROOT/pom.xml" "$ROOT"/*/pom.xml -newer "$STAMP" -print -quit) ]]; then
    rm -rf "$LIB"
  fi
}

end_build() { mv "$OUT/.build-started" "$STAMP"; }

# Packages every module; the arguments say what to do about tests.
build() {
  note "building (log: $OUT/build.log)"
  begin_build
  maven_quietly "$OUT/build.log" package "$@"
  end_build
}

build_if_changed() {
  if sources_changed; then build -Dmaven.test.skip=true; fi
}
