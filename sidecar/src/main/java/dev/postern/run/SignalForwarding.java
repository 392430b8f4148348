package dev.postern.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Signal;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.util.SunMiscSignal;
import org.jspecify.annotations.Nullable;

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

  private final POSIX posix = POSIXFactory.getPOSIX();
  private final List<Signal> early = new ArrayList<>();
  private @Nullable Process command;

  private SignalForwarding() {}

  /** From now on this process leaves its ending to the command, which is about to start. */
  static SignalForwarding begin() {
    SignalForwarding forwarding = new SignalForwarding();
    handle(Signal.SIGINT, forwarding::interrupted);
    ALWAYS.forEach(signal -> handle(signal, () -> forwarding.pass(signal)));
    return forwarding;
  }

  /**
   * Through the JVM, which runs handlers on a thread of its own. {@link POSIX#signal} would run
   * Java inside the kernel's signal frame, on whichever thread was hit, and take the JVM down.
   */
  private static void handle(Signal signal, Runnable reaction) {
    SunMiscSignal.signal(signal, number -> reaction.run());
  }

  /** The command has started: it gets what came before it, and from now on everything. */
  synchronized void to(Process started) {
    command = started;
    early.forEach(this::pass);
  }

  private synchronized void interrupted() {
    if (command == null || !inForeground()) {
      pass(Signal.SIGINT);
    }
  }

  private synchronized void pass(Signal signal) {
    if (command == null) {
      early.add(signal);
    } else if (command.isAlive()) {
      posix.kill(Math.toIntExact(command.pid()), signal.intValue());
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
