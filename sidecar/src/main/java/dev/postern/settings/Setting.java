package dev.postern.settings;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option that has a variable and a key too: {@code --ring-size}, {@code POSTERN_RING_SIZE},
 * {@code ring-size}.
 *
 * @param option the option
 * @param flag its longest name
 */
record Setting(OptionSpec option, String flag) {

  static final String PREFIX = "POSTERN_";

  /** The setting that an option is; none for those that ask for help. */
  static Optional<Setting> of(OptionSpec option) {
    return option.usageHelp() || option.versionHelp() || !option.longestName().startsWith("--")
        ? Optional.empty()
        : Optional.of(new Setting(option, option.longestName()));
  }

  /** Every setting of a command. */
  static List<Setting> of(CommandSpec command) {
    return command.options().stream().flatMap(option -> of(option).stream()).toList();
  }

  /** Every setting of every command of the command line that {@code command} belongs to. */
  static Stream<Setting> ofAll(CommandSpec command) {
    return command.root().subcommands().values().stream()
        .flatMap(line -> of(line.getCommandSpec()).stream());
  }

  /** The key in a file. */
  String key() {
    return flag.substring(2);
  }

  /** The variable of the environment. */
  String variable() {
    return PREFIX + key().replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The customary variables that stand in for {@link #variable()}; none for most settings. */
  List<String> customaryVariables() {
    return option.userObject() instanceof AnnotatedElement field
            && field.isAnnotationPresent(FromEnvironment.class)
        ? Arrays.asList(field.getAnnotation(FromEnvironment.class).value())
        : List.of();
  }

  /** Whether a file names the settings file: it may not. */
  boolean isFileItself() {
    return flag.equals(SettingsOption.FLAG);
  }
}
