package dev.postern.enforce;

import dev.postern.policy.AnswerAdmission;
import dev.postern.resolve.NameRefusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How names are enforced.
 *
 * @param resolvConf names the resolvers that the forwarder asks
 * @param refusal how it answers for names that are in no policy
 * @param kept how long a name is kept at least, whatever its answer says
 * @param admission which addresses may go by which names
 */
public record NameSettings(
    Path resolvConf, NameRefusal refusal, Duration kept, AnswerAdmission admission) {

  /** Where libc looks, which programs go by. */
  public static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  /** Longer than most programs keep what they were answered. */
  public static final Duration KEPT = Duration.ofMinutes(5);

  /**
   * What goes without saying.
   *
   * @param clusterDomain in lower case
   */
  public static NameSettings of(String clusterDomain) {
    return new NameSettings(
        RESOLV_CONF, NameRefusal.NXDOMAIN, KEPT, new AnswerAdmission(clusterDomain, Set.of()));
  }
}
