package dev.postern.rules.field;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of all arguments of Falco's events and what they hold. Where several events have an
 * argument of one name, its type is that of the first of them, as in Falco.
 */
final class CallArgumentTypes {

  private static final Map<String, FieldType> TYPES = new HashMap<>();

  static {
    add(
        FieldType.TEXT,
        """
        exe comm cwd args cgroups env json desc description scope home shell container_id special \
        quotafilepath value_charbuf target uargs arg2_str tags\
        """);
    add(
        FieldType.PATH,
        """
        name path filename oldpath newpath linkpath dir pathname trusted_exepath\
        """);
    add(FieldType.BYTES, "data value_bytebuf fds msgcontrol img");
    add(FieldType.SOCKET_ADDRESS, "addr tuple");
    add(FieldType.TIMESTAMP, "exe_ino_ctime exe_ino_mtime");
    add(FieldType.DURATION, "interval dqb_btime dqb_itime dqi_bgrace dqi_igrace");
    add(
        FieldType.NUMBER,
        """
        res fd flags mode dev ino size domain type proto backlog how fd1 fd2 source peer level \
        optname val optlen initval op maxevents timeout offset whence pos mask pid sig tid clockid \
        resource cur max newcur newmax oldcur oldmax ratio cmd next pgft_maj pgft_min vm_size \
        vm_rss vm_swap length prot pgoffset fd_in fd_out request argument olddirfd newdirfd \
        linkdirfd status ret core reaper_tid out_fd in_fd id quota_fmt dqb_bhardlimit \
        dqb_bsoftlimit dqb_curspace dqb_ihardlimit dqb_isoftlimit dqi_flags quota_fmt_out ruid euid \
        suid rgid egid sgid event_type event_data uid gid ptid fdlimit vtid vpid \
        pidns_init_start_ts spid dpid cpu_usr cpu_sys nstype operation cpu action queuepct queuelen \
        queuemax semid nsops sem_num_0 sem_op_0 sem_flg_0 sem_num_1 sem_op_1 sem_flg_1 semnum \
        sigmask key nsems semflg ip error tty pgid loginuid cap_inheritable cap_permitted \
        cap_effective exe_ino dirfd olddir newdir resolve fdin offin len fdout offout mountfd \
        entries sq_entries cq_entries sq_thread_cpu sq_thread_idle features to_submit min_complete \
        opcode arg nr_args oldfd newfd aux plugin_id ID nativeID option arg2_int pid_fd target_fd\
        """);
  }

  private CallArgumentTypes() {}

  private static void add(FieldType type, String names) {
    for (String name : List.of(names.split(" ", -1))) {
      TYPES.put(name, type);
    }
  }

  static @Nullable FieldType of(String name) {
    return TYPES.get(name);
  }

  static Collection<String> names() {
    return TYPES.keySet();
  }
}
