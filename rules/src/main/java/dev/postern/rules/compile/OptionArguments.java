package dev.postern.rules.compile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The short options among a command's arguments, as Falco's {@code getopt} transformer finds them:
 * up to {@code --} or the first argument that is none; long options are passed over.
 *
 * @param options as for {@code getopt(3)}: a letter for each option, with a colon behind it when it
 *     takes a value; a leading colon changes nothing
 */
record OptionArguments(String options) {

  /**
   * One option that stands among the arguments.
   *
   * @param known whether it is one of those asked for
   * @param value its value; empty where it takes one and has none, null where it takes none
   */
  private record Found(char option, boolean known, @Nullable String value, boolean complete) {}

  /** Every option, each with its value behind it; "?" for one not known, "" for one cut short. */
  List<String> all(List<String> arguments) {
    List<String> all = new ArrayList<>();
    for (Found found : scan(arguments)) {
      if (found.complete()) {
        all.add(found.known() ? String.valueOf(found.option()) : "?");
      }
      if (found.value() != null) {
        all.add(found.value());
      }
    }
    return all;
  }

  /** The value of an option, or itself where it takes none; of several the last. Null for none. */
  @Nullable String last(List<String> arguments, char option) {
    String last = null;
    for (Found found : scan(arguments)) {
      if (found.known() && found.option() == option) {
        last = found.value() == null ? String.valueOf(option) : found.value();
      }
    }
    return last;
  }

  private List<Found> scan(List<String> arguments) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--") || argument.length() < 2 || argument.charAt(0) != '-') {
        break;
      }
      if (argument.charAt(1) == '-') {
        continue;
      }
      for (int at = 1; at < argument.length(); at++) {
        char option = argument.charAt(at);
        if (!takesValue(option)) {
          found.add(new Found(option, isKnown(option), null, true));
        } else if (at + 1 < argument.length()) {
          found.add(new Found(option, true, argument.substring(at + 1), true));
          break;
        } else if (i + 1 < arguments.size()) {
          i++;
          found.add(new Found(option, true, arguments.get(i), true));
          break;
        } else {
          found.add(new Found(option, true, "", false));
        }
      }
    }
    return found;
  }

  private boolean isKnown(char option) {
    return option != ':' && options.indexOf(option) >= 0;
  }

  private boolean takesValue(char option) {
    return isKnown(option) && options.contains(option + ":");
  }
}
