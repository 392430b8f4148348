package dev.postern.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jnr.constants.platform.Signal;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * Passes signals on to the command, so that it decides what they mean and the sensor sees its end.
 *
 * <p>A terminal sends Ctrl-C to every process in its foreground, the command included; a second one
 * from here might be taken as "at once". So an interrupt is passed on only when it cannot have come
 * from a terminal.
 */
final class SignalForwarding {

  private static final List<Signal> ALWAYS = List.of(Signal.SIGTERM, Signal.SIGHUP);
  private static final Path OWN_STATUS = Path.of("/proc/self/stat");

  private SignalForwarding() {}

  /** From now on this process leaves its ending to the command. */
  static void to(Process command) {
    POSIX posix = POSIXFactory.getPOSIX();
    posix.signal(
        Signal.SIGINT,
        number -> {
          if (!inForeground()) {
            send(posix, command, number);
          }
        });
    ALWAYS.forEach(signal -> posix.signal(signal, number -> send(posix, command, number)));
  }

  private static void send(POSIX posix, Process command, int signal) {
    if (command.isAlive()) {
      posix.kill(Math.toIntExact(command.pid()), signal);
    }
  }

  /** Whether this process group is the one its terminal sends signals to (proc(5), stat). */
  private static boolean inForeground() {
    try {
      String stat = Files.readString(OWN_STATUS);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String processGroup = fields[2];
      String terminalsGroup = fields[5];
      return processGroup.equals(terminalsGroup);
    } catch (IOException e) {
      return false; // then the command gets the signal twice rather than never
    }
  }
}
