package dev.postern.bypass;

import dev.postern.lab.LabException;
import dev.postern.lab.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row, tried once in one world as one privilege. */
final class Attempt {

  /** What a row needs whose helper is root and outside, attached above the scope. */
  static final String ABOVE = "a program attached above";

  private final World world;
  private final Row row;
  private final Privilege privilege;
  private final Target target;
  private final Placeholders placeholders;
  private @Nullable Actor tester;
  private @Nullable Actor helper;
  private @Nullable Ending ending;
  private int from;
  private int to;

  Attempt(World world, Row row, Privilege privilege, Target target) {
    this.world = world;
    this.row = row;
    this.privilege = privilege;
    this.target = target;
    placeholders = new Placeholders(words(world, target));
  }

  private static Map<String, String> words(World world, Target target) {
    String folder = world.testers().folder().toString();
    Map<String, String> words =
        new HashMap<>(
            Map.of(
                "number", String.valueOf(target.number()),
                "testers", folder,
                "shared", world.testers().shared().toString(),
                "meeting",
                    world.testers().shared().resolve("meeting-" + target.number()).toString(),
                "forbidden4", target.forbiddenV4(),
                "forbidden6", target.forbiddenV6(),
                "parent", world.parent().path().toString(),
                "scope", world.scope().path().toString()));
    words.put("group4", target.groupV4());
    words.put("group6", target.groupV6());
    words.put("resolver", Resolver.ADDRESS);
    return words;
  }

  Row row() {
    return row;
  }

  Privilege privilege() {
    return privilege;
  }

  /** Does the half that comes before the policy. */
  void begin() {
    tester = start();
    tester.firstLine(); // ready, or what kept it from being so
  }

  /** Does all, or what is left, and keeps the window in which it happened. */
  void run() {
    Stage stage = row.stage();
    run(world.network().outside(), stage.prepareOutside());
    startHelper();
    from = world.sniffer().mark();
    Actor running = tester == null ? start() : tester;
    if (stage.before() && running.isAlive()) {
      running.say("go");
    }
    ending = running.end();
    to = world.sniffer().mark();
    if (helper != null) {
      helper.close();
    }
    run(world.network().outside(), stage.undoOutside());
    run(world.network().inside(), stage.undoInside());
  }

  private Actor start() {
    List<String> command = new ArrayList<>(placeholders.fill(row.command()));
    if (!command.getFirst().startsWith("/")) {
      command.set(0, world.testers().folder().resolve(command.getFirst()).toString());
    }
    command.addAll(targetArguments());
    return world.inScope(privilege, command);
  }

  private List<String> targetArguments() {
    return List.of(
        target.forbidden(row.family()),
        String.valueOf(target.forbiddenPort()),
        Target.allowed(row.family()),
        String.valueOf(Target.ALLOWED_PORT),
        target.token());
  }

  /** Starts who helps, if anybody: with the attempt's targets, in the scope's network. */
  private void startHelper() {
    List<String> words = new ArrayList<>(placeholders.fill(row.stage().helper()));
    if (words.isEmpty()) {
      return;
    }
    words.set(0, world.testers().folder().resolve(words.getFirst()).toString());
    if (row.needs().equals(ABOVE)) {
      helper = world.outside(words);
    } else {
      words.addAll(targetArguments());
      helper = world.besideScope(privilege, words);
    }
    String[] said = helper.awaitReady("ready").split(" ", -1);
    if (said.length == 3) { // a process and one of its descriptors
      placeholders.values().put("socket", said[1] + ":" + said[2]);
    }
  }

  private void run(NetworkNamespace where, String script) {
    if (script.isEmpty()) {
      return;
    }
    try {
      where.run(placeholders.fill(script));
    } catch (IOException e) {
      throw new LabException("a script of the route '" + row.name() + "' failed", e);
    }
  }

  /** What came of it, once nothing more can come. */
  Outcome outcome(Judge judge) {
    if (ending == null) {
      throw new IllegalStateException("not tried: " + row);
    }
    int now = world.sniffer().mark();
    Sniffer sniffer = world.sniffer();
    return judge
        .leak(row, target, sniffer.between(from, to), sniffer.between(to, now))
        .map(Packet::toString)
        .or(() -> row.isOfNames() ? world.resolver().heard(target.token()) : Optional.empty())
        .map(what -> new Outcome(Outcome.Kind.LEAKED, what))
        .orElse(Outcome.of(ending));
  }
}
