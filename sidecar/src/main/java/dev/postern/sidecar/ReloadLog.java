package dev.postern.sidecar;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Says what came of loading something anew. */
final class ReloadLog {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final String what;
  private final PrintWriter err;

  /**
   * @param what is loaded, such as "rules"
   */
  ReloadLog(String what, PrintWriter err) {
    this.what = what;
    this.err = err;
  }

  /** It is in use now. */
  void replaced(String summary, List<String> warnings) {
    warnings.forEach(warning -> say("warning: " + warning));
    say(what + " reloaded: " + summary);
    err.flush();
  }

  /**
   * It cannot be used.
   *
   * @param since when that was loaded which stays in use
   */
  void kept(List<String> errors, Instant since) {
    errors.forEach(this::say);
    say("keeping the " + what + " of " + TIME.format(since.atZone(ZoneId.systemDefault())));
    err.flush();
  }

  private void say(String line) {
    err.println("postern: " + line);
  }
}
