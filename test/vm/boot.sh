#!/usr/bin/env bash
# usage: boot.sh KERNEL RUN LIMIT COMMAND...: runs COMMAND as root under the unpacked KERNEL in an
# emulated machine that sees this machine's files read-only, except RUN, which it shares. Ends with
# the command's status; with 124 after LIMIT seconds, with 125 when the guest ended without telling
# one, with 126 when no guest came up. Whatever the guest prints is appended to RUN/console.log.
#
# Emulated, although it is slow, because it works on every machine, virtual ones included.
set -euo pipefail
# shellcheck source=.setup.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.setup.sh"

kernel=$1 run=$(readlink -f "$2") limit=$3
shift 3
BOOT_LIMIT_SECONDS=${POSTERN_BOOT_LIMIT-150} # 9 to 19 on two free cores
ATTEMPTS=2
# What reaching the host's files takes; modprobe in the guest finds the rest itself.
MODULES=(virtio_pci virtio_rng 9pnet_virtio 9p overlay)
find_jdk
JAVA_HOME=$(readlink -f "$JAVA_HOME") # a link would be followed in the wrong root
release=$(ls "$kernel/lib/modules")
qemu=''

# shellcheck disable=SC2317 # the trap calls it
cleanup() {
  if [[ -n $qemu ]]; then kill -KILL "$qemu" 2>/dev/null || true; fi
  rm -rf "$run/initramfs" "$run/initramfs.cpio"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

module_files() {
  modprobe -d "$kernel" -S "$release" --show-depends --all "${MODULES[@]}" 2>/dev/null |
    awk '$1 == "insmod" && !seen[$2]++ { print $2 }'
}

make_initramfs() {
  local root=$run/initramfs file name number=100
  mkdir -p "$root"/{bin,dev,proc,sys,modules}
  cp "$(command -v busybox)" "$root/bin/busybox"
  cp "$ROOT/test/vm/init" "$root/init"
  chmod +x "$root/init"
  printf '%s=%q\n' checkout "$ROOT" jdk "$JAVA_HOME" run "$run" >"$root/folders"
  while IFS= read -r file; do
    name=$root/modules/$number-$(basename "${file%.xz}")
    if [[ $file == *.xz ]]; then xz -dc "$file" >"$name"; else cp "$file" "$name"; fi
    number=$((number + 1))
  done < <(module_files)
  (cd "$root" && find . | cpio -o -H newc --quiet) >"$run/initramfs.cpio"
  rm -rf "$root"
}

# What bash starts with in the guest. Environments don't cross over: they are written down here.
write_inside() {
  {
    echo "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8"
    printf 'export JAVA_HOME=%q\n' "$JAVA_HOME"
    echo 'ip link set lo up'
    printf 'cd %q\n' "$ROOT"
    printf '%q ' "$@"
    # shellcheck disable=SC2016 # for the shell in the guest
    printf '</dev/null\nstatus=$?\ncd %q && echo $status >status.new && mv status.new status\n' "$run"
    echo 'sync; busybox poweroff -f'
  } >"$run/inside"
}

# cx16: with it, stock kernels crash on a third of all boots under emulation.
start() {
  setpriv --pdeathsig KILL qemu-system-x86_64 -machine q35 -accel tcg,thread=multi -cpu max,-cx16 \
    -smp 2 -m 2048 -nographic -nodefaults -no-reboot -nic none -device virtio-rng-pci -serial stdio \
    -kernel "$kernel/boot/vmlinuz-$release" -initrd "$run/initramfs.cpio" \
    -append "console=ttyS0 quiet panic=-1 no_timer_check" \
    -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
    -virtfs local,path="${kernel//,/,,}/lib/modules",mount_tag=modules,security_model=none,readonly=on \
    -virtfs local,path="${run//,/,,}",mount_tag=run,security_model=none,multidevs=remap \
    </dev/null >>"$run/console.log" 2>&1 &
  qemu=$!
}

runs() { [[ -n $qemu ]] && kill -0 "$qemu" 2>/dev/null; }

# within SECONDS FILE: whether the guest makes the file in time; its end is the last chance.
within() {
  local deadline=$((SECONDS + $1))
  while runs && [[ ! -e $2 ]] && ((SECONDS < deadline)); do sleep 0.2; done
  [[ -e $2 ]]
}

stop() {
  # A guest that has told its result is given the time to end by itself.
  if ! { [[ -e $run/status ]] && ended_within 10; }; then kill -KILL "$qemu" 2>/dev/null || true; fi
  wait "$qemu" 2>/dev/null || true
  qemu=''
}

ended_within() {
  local deadline=$((SECONDS + $1))
  while runs && ((SECONDS < deadline)); do sleep 0.2; done
  ! runs
}

# One boot; fails only when no guest came up.
attempt() {
  rm -f "$run/booted" "$run/status"
  start
  if ! within "$BOOT_LIMIT_SECONDS" "$run/booted"; then
    stop
    return 1
  fi
  if within "$limit" "$run/status"; then
    status=$(<"$run/status")
  elif runs; then
    status=124
  else
    status=125
  fi
  stop
}

exec 8<"$kernel"
flock -s 8 # fetch.sh must not remove it
make_initramfs
write_inside "$@"
status=126
for ((i = 1; i <= ATTEMPTS; i++)); do
  if attempt; then break; fi
  note "guest with kernel $release did not come up (attempt $i of $ATTEMPTS): see $run/console.log"
done
exit "$status"
