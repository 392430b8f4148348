# shellcheck shell=bash
# For those who start guests: what boot.sh's status means.

# explain STATUS LIMIT
explain() {
  case $1 in
    124) echo "no result within $2 seconds" ;;
    125) echo 'the guest ended before its tests did' ;;
    126) echo 'INFRASTRUCTURE: no guest came up, nothing was tested' ;;
    *) echo "status $1" ;;
  esac
}
