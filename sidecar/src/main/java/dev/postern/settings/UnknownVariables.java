package dev.postern.settings;

import dev.postern.rules.source.NearestName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds misspelled variables: a setting that nobody takes is a protection that is not there. */
final class UnknownVariables {

  /** Taken by the scripts that start and build Postern. */
  static final Set<String> OF_SCRIPTS =
      Set.of(
          "POSTERN_BOOT_LIMIT",
          "POSTERN_BUILT",
          "POSTERN_CONFORMANCE",
          "POSTERN_FUZZ",
          "POSTERN_JAVA_OPTS",
          "POSTERN_JDK_FOLDERS",
          "POSTERN_KERNELS",
          "POSTERN_MIRROR",
          "POSTERN_PATIENCE",
          "POSTERN_REQUIRE_BPF");

  /**
   * What the kubelet sets in every container for a Service whose name begins with "postern": its
   * own two kinds and those in the manner of Docker's links.
   */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile(
          "POSTERN(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private UnknownVariables() {}

  /**
   * Stops at the first variable that is meant for Postern and nobody takes.
   *
   * @param known those of the settings of all commands
   */
  static void refuse(Map<String, String> environment, Set<String> known) throws SettingsError {
    for (String name : new TreeMap<>(environment).keySet()) {
      if (name.startsWith(Setting.PREFIX)
          && !known.contains(name)
          && !OF_SCRIPTS.contains(name)
          && !isOfAService(name)) {
        throw new SettingsError(
            "unknown environment variable " + name + ": " + advice(name, known));
      }
    }
  }

  /** Compared without the prefix: else a name that shares nothing but that would be near. */
  private static String advice(String name, Set<String> known) {
    int prefix = Setting.PREFIX.length();
    String nearest =
        NearestName.of(
            name.substring(prefix), known.stream().map(each -> each.substring(prefix)).toList());
    return nearest == null
        ? "unset it, docs/settings.md lists those there are"
        : "did you mean '" + Setting.PREFIX + nearest + "'?";
  }

  static boolean isOfAService(String name) {
    return OF_A_SERVICE.matcher(name).matches();
  }
}
