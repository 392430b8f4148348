package dev.postern.rules.compile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ports under the names rules use for them (IANA's registry), since an image has no services file.
 */
final class ServiceNames {

  private static final Map<String, Integer> PORTS =
      Map.ofEntries(
          Map.entry("ftp", 21),
          Map.entry("ssh", 22),
          Map.entry("telnet", 23),
          Map.entry("smtp", 25),
          Map.entry("domain", 53),
          Map.entry("http", 80),
          Map.entry("kerberos", 88),
          Map.entry("pop3", 110),
          Map.entry("ntp", 123),
          Map.entry("imap2", 143),
          Map.entry("snmp", 161),
          Map.entry("ldap", 389),
          Map.entry("https", 443),
          Map.entry("submission", 587),
          Map.entry("ldaps", 636),
          Map.entry("imaps", 993),
          Map.entry("pop3s", 995),
          Map.entry("mysql", 3306),
          Map.entry("postgresql", 5432));

  private ServiceNames() {}

  static @Nullable Integer port(String name) {
    return PORTS.get(name);
  }
}
