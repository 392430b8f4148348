package dev.postern.confinement;

/** The shell scripts of a {@link Confinement}, for any POSIX shell. */
final class ConfinementScripts {

  /**
   * Arguments: the {@code cgroup.procs} to keep open as descriptor 3, {@code root} or {@code user},
   * and what to become. The shell reads the mount table itself, in the namespace it is for and byte
   * for byte: a name that Java's locale cannot hold would stay visible. An empty folder is mounted
   * over each cgroup and each file system that shows BPF objects or programs; a command without
   * SYS_ADMIN cannot take it away, in no user namespace either (mount_namespaces(7), locked
   * mounts).
   *
   * <p>To root, what runs programs outside on behalf of whoever writes a file (core_pattern,
   * uevent_helper, sysrq) is read-only too, as in containers: the kernel asks for no capability
   * there.
   */
  private static final String HIDE =
      """
      command exec 3>"$0" || exit 125
      say() { echo "postern run: $1" >&2; exit 125; }
      table=$(SED 's/\\\\\\([0-7][0-7][0-7]\\)/\\\\0\\1/g' /proc/self/mountinfo) && test -n "$table" ||
        say 'the mount table cannot be read'
      { kinds=$(STAT -Lfc %T . /proc/self/fd/0 /proc/self/fd/4 /proc/self/fd/5 2>/dev/null)
      } 4>&1 5>&2
      for kind in $kinds; do
        case $kind in
          cgroup*|bpf_fs|debugfs|tracefs)
            say "its folder or a standard stream is on a $kind, which CMD may not see: use another";;
        esac
      done
      as=$1
      shift
      while read -r _ _ _ top escaped rest; do
        case " $rest" in
          *' - cgroup '*|*' - cgroup2 '*|*' - bpf '*|*' - debugfs '*|*' - tracefs '*) kind=hide;;
          *' - proc '*|*' - sysfs '*) kind=$as;;
          *) continue;;
        esac
        point=$(printf '%b.' "$escaped")
        point=${point%.}
        test -e "$point" || continue
        case $kind in
          user) ;;
          root)
            case "$top $rest" in
              '/ '*' - proc '*)
                for inner in sys sysrq-trigger; do
                  test ! -e "$point/$inner" ||
                    { MOUNT --bind "$point/$inner" "$point/$inner" &&
                      MOUNT -o remount,bind,ro "$point/$inner"; } || exit 125
                done;;
              *) MOUNT -o remount,bind,ro "$point";;
            esac;;
          hide)
            if test -d "$point"; then
              MOUNT -t tmpfs -o ro,nosuid,nodev,noexec,mode=555,size=4k postern-hidden "$point"
            else
              MOUNT --bind /dev/null "$point"
            fi;;
        esac || say "'$point' cannot be kept from the command"
      done <<TABLE
      $table
      TABLE
      exec "$@"
      """;

  /** Joins by the descriptor that the first shell left, closes it, and becomes the command. */
  static final String JOIN = "echo 0 >&3 || exit 125; exec 3>&- \"$@\"";

  /** Prints what the kernel says of the process, then which of its arguments it may connect to. */
  static final String REPORT =
      """
      while read -r line; do echo "$line"; done </proc/self/status
      for socket; do if test -S "$socket" && test -w "$socket"; then echo "within:$socket"; fi; done
      """;

  private ConfinementScripts() {}

  static String hiding(ConfinementTools tools) {
    return HIDE.replace("SED", tools.sed().toString())
        .replace("STAT", tools.stat().toString())
        .replace("MOUNT", tools.mount().toString());
  }
}
