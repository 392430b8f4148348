package dev.postern.resolve;

import dev.postern.dns.DnsName;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.rules.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The part of resolv.conf(5) that says whom to ask: {@code nameserver} and the options {@code
 * timeout}, {@code attempts} and {@code rotate}. Search lists are the client's affair.
 *
 * @param upstreams what it says, within glibc's limits
 * @param notes what of it is not used, a line each, with its place
 */
public record ResolvConf(Upstreams upstreams, List<String> search, List<String> notes) {

  /** glibc's: MAXNS, RES_TIMEOUT, RES_MAXRETRANS, RES_DFLRETRY, RES_MAXRETRY. */
  private static final int MOST_SERVERS = 3;

  private static final int DEFAULT_SECONDS = 5;
  private static final int MOST_SECONDS = 30;
  private static final int DEFAULT_ATTEMPTS = 2;
  private static final int MOST_ATTEMPTS = 5;

  private static final int PORT = 53;
  private static final int LONGEST_FILE = 64 * 1024;

  public ResolvConf {
    search = List.copyOf(search);
    notes = List.copyOf(notes);
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it cannot be read or names no resolver; the message is one line for
   *     the user
   */
  public static ResolvConf read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST_FILE + 1);
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "there is none" : e.toString();
      throw new IOException(
          "cannot read %s (%s): names can only be resolved with it".formatted(file, why), e);
    }
    if (bytes.length > LONGEST_FILE) {
      throw new IOException("%s is longer than %d bytes".formatted(file, LONGEST_FILE));
    }
    return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
  }

  static ResolvConf parse(String file, String text) throws IOException {
    Lines lines = new Lines(file);
    text.lines().forEach(lines::read);
    if (lines.servers.isEmpty()) {
      String why = lines.notes.isEmpty() ? "no nameserver" : lines.notes.getFirst();
      throw new IOException("%s names no resolver that can be asked: %s".formatted(file, why));
    }
    Upstreams upstreams =
        new Upstreams(
            lines.servers, Duration.ofSeconds(lines.seconds), lines.attempts, lines.rotate);
    return new ResolvConf(upstreams, lines.search, lines.notes);
  }

  /** As libc reads them: a keyword begins its line, what is not known is passed over. */
  private static final class Lines {

    private final String file;
    private final List<Endpoint> servers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> search = List.of();
    private int seconds = DEFAULT_SECONDS;
    private int attempts = DEFAULT_ATTEMPTS;
    private boolean rotate;
    private int line;

    Lines(String file) {
      this.file = file;
    }

    void read(String text) {
      line++;
      String[] words = text.strip().split("[ \t]+", -1);
      if (words.length > 1 && words[0].equals("nameserver")) {
        server(words[1]);
      } else if (words[0].equals("search") || words[0].equals("domain")) {
        search = domains(words);
      } else if (words[0].equals("options")) {
        for (String option : words) {
          option(option);
        }
      }
    }

    /** The last line counts; what is no name is passed over. */
    private static List<String> domains(String[] words) {
      return Stream.of(words)
          .skip(1)
          .map(DnsName::parse)
          .filter(Objects::nonNull)
          .filter(name -> !name.equals(DnsName.ROOT))
          .map(DnsName::text)
          .toList();
    }

    private void server(String word) {
      IpAddress address = IpAddress.parse(word);
      if (word.indexOf('%') >= 0) {
        leaveOut(word, "an address with a zone cannot be asked");
      } else if (address == null) {
        leaveOut(word, "not an IP address");
      } else if (address.isUnspecified()) {
        servers(word, IpAddress.v4(0x7f00_0001)); // what libc takes it for
      } else {
        servers(word, address);
      }
    }

    private void servers(String word, IpAddress address) {
      Endpoint server = new Endpoint(address, PORT);
      if (servers.contains(server)) {
        return;
      }
      if (servers.size() == MOST_SERVERS) {
        leaveOut(word, "more than " + MOST_SERVERS + " are not asked");
      } else {
        servers.add(server);
      }
    }

    private void leaveOut(String word, String why) {
      notes.add("%s:%d: nameserver %s: %s".formatted(file, line, SafeText.oneLine(word), why));
    }

    private void option(String option) {
      if (option.startsWith("timeout:")) {
        seconds = number(option, seconds, MOST_SECONDS);
      } else if (option.startsWith("attempts:")) {
        attempts = number(option, attempts, MOST_ATTEMPTS);
      } else if (option.equals("rotate")) {
        rotate = true;
      }
    }

    /** What is behind the colon; 1 for less, the most for more, {@code before} for no number. */
    private static int number(String option, int before, int most) {
      String digits = option.substring(option.indexOf(':') + 1);
      if (!digits.matches("[0-9]+")) {
        return before;
      }
      return digits.length() > 4 ? most : Math.clamp(Integer.parseInt(digits), 1, most);
    }
  }
}
