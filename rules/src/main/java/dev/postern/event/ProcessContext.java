package dev.postern.event;

/**
 * What a process ran in and with when it was told of: at its exec, its fork, or when the sensor
 * first met it.
 *
 * @param namespacePid process id in its own pid namespace
 * @param parentNamespacePid the parent's process id in the parent's own pid namespace
 * @param groupId process group in the initial pid namespace
 * @param namespaceGroupId process group in its own pid namespace; 0 when it is not known there
 * @param sessionId session in the initial pid namespace
 * @param namespaceSessionId session in its own pid namespace; 0 when it is not known there
 * @param terminal device number of the controlling terminal, as in proc_pid_stat(5); 0 for none
 * @param loginUserId user id at login, which no setuid changes; -1 without a login
 * @param effective effective capabilities, a bit for each (capabilities(7))
 * @param permitted permitted capabilities
 * @param inheritable inheritable capabilities
 */
public record ProcessContext(
    int namespacePid,
    int parentNamespacePid,
    int groupId,
    int namespaceGroupId,
    int sessionId,
    int namespaceSessionId,
    int terminal,
    int loginUserId,
    long effective,
    long permitted,
    long inheritable) {}
