#!/usr/bin/env bash
# usage: fetch.sh SERIES: prints the folder with an unpacked Debian kernel of that series, the newest
# there is. Nothing is installed and the machine's own apt learns nothing of it: sources, lists and
# packages live in a cache folder, and Debian's archive key signs them all.
set -euo pipefail
# shellcheck source=.setup.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.setup.sh"

series=$1
CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/postern/kernels
APT=$CACHE/apt
ARCHIVE_KEY=/usr/share/keyrings/debian-archive-keyring.gpg
MIRROR=${POSTERN_MIRROR-http://deb.debian.org}
LISTS_FRESH_MINUTES=1440

# Where Debian 12 keeps both series; 6.12 is Debian 13's, and a package of this one too.
sources() {
  local place
  for place in 'debian bookworm' 'debian bookworm-backports' 'debian-security bookworm-security'; do
    echo "deb [signed-by=$ARCHIVE_KEY] $MIRROR/$place main"
  done
}

# private_apt TOOL ARGUMENTS: with the private folders, and bounded when the network isn't there.
private_apt() {
  local tool=$1
  shift
  timeout 900 "$tool" -q -o Dir::Etc::sourcelist="$APT/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::State="$APT" -o Dir::State::status="$APT/status" -o Dir::Cache="$APT/cache" \
    -o APT::Architecture=amd64 -o APT::Sandbox::User=root -o Acquire::Languages=none \
    -o Acquire::Retries=1 -o Acquire::http::Timeout=15 "$@" </dev/null
}

# Asks the archive once a day. A failure is no fault while a kernel is cached.
update_lists() {
  if [[ -n $(find "$APT/updated" -mmin -$LISTS_FRESH_MINUTES 2>/dev/null) ]]; then return 0; fi
  mkdir -p "$APT"/lists/partial "$APT"/cache/archives/partial
  : >"$APT/status"
  sources >"$APT/sources.list"
  # Any: an archive that can't be reached is otherwise only a warning.
  private_apt apt-get update -o APT::Update::Error-Mode=any >"$APT/log" 2>&1 && touch "$APT/updated"
}

# Signed, and neither real-time nor of the cloud kernels, which have no 9p.
newest_package() {
  private_apt apt-cache search --names-only "^linux-image-${series//./\\.}\.[^-]*(-[0-9]+)?-amd64\$" |
    cut -d ' ' -f 1 | sort -V | tail -n 1
}

# A folder under its final name is complete: it is unpacked beside it and moved.
unpack() {
  local package=$1 work
  work=$(mktemp -d "$CACHE/.new-XXXXXX")
  note "downloading $package"
  if (cd "$work" && private_apt apt-get download "$package") >>"$APT/log" 2>&1 &&
    dpkg-deb -x "$work"/*.deb "$work/root" && index_modules "$work/root"; then
    mv "$work/root" "$CACHE/$package"
  fi
  rm -rf "$work"
  [[ -d $CACHE/$package ]]
}

# What the package's installation would have done. Debian 12 has lib/modules, 13 usr/lib/modules.
index_modules() {
  if [[ -d $1/usr/lib/modules ]]; then mkdir -p "$1/lib" && mv "$1/usr/lib/modules" "$1/lib/modules"; fi
  depmod -b "$1" "$(ls "$1/lib/modules")" && rm -rf "${1:?}/usr"
}

newest_cached() {
  find "$CACHE" -maxdepth 1 -name "linux-image-$series.*-amd64" | sort -V | tail -n 1
}

# Older point releases go, unless a guest still runs on one.
prune() {
  local kept=$1 other
  while IFS= read -r other; do
    if [[ $other != "$kept" ]]; then flock -n "$other" rm -rf "$other" || true; fi
  done < <(find "$CACHE" -maxdepth 1 -name "linux-image-$series.*-amd64")
}

fetch() {
  local package found
  if update_lists && package=$(newest_package) && [[ -n $package && ! -d $CACHE/$package ]]; then
    unpack "$package" || note "could not download $package: see $APT/log"
  fi
  found=$(newest_cached)
  [[ -n $found ]] || die "no kernel $series: none is cached in $CACHE and none can be had (see $APT/log)"
  prune "$found"
  echo "$found"
}

mkdir -p "$APT"
exec 9>"$APT/lock"
flock 9
fetch 9>&-
