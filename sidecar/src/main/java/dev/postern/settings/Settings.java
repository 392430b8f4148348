package dev.postern.settings;

import dev.postern.settings.SettingsFile.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Values for options that no flag gave: from the environment, then from the settings file, then the
 * option's default. For one use of a command line.
 *
 * <p>Every option of every command has a variable. Only a command with a {@link SettingsOption}
 * takes a file, and refuses variables that nobody knows.
 */
public final class Settings implements IDefaultValueProvider {

  private final Map<String, String> environment;
  private final Map<String, String> origins = new HashMap<>();
  private @Nullable SettingsFile file;

  /**
   * @param environment the process'; an empty variable counts as none
   */
  public Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @throws ParameterException when the environment or the file is not what it should be
   */
  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    if (!(arg instanceof OptionSpec option) || isHelpAsked(option.command())) {
      return null;
    }
    Setting setting = Setting.of(option).orElse(null);
    if (setting == null) {
      return null;
    }
    // What is given here is meant as it stands, also with ${...} in it. Help would need those, but
    // was not asked for.
    option.command().interpolateVariables(false);
    try {
      if (file == null) {
        file = file(option.command());
      }
      return fromEnvironment(setting).or(() -> fromFile(setting)).orElse(null);
    } catch (SettingsError e) {
      throw new ParameterException(
          option.command().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Where the value of an option came from: {@code POSTERN_POD} or {@code settings.yaml:3:6}.
   *
   * @param flag the option's longest name
   * @return none for a flag and a default
   */
  public Optional<String> origin(String flag) {
    return Optional.ofNullable(origins.get(flag));
  }

  private SettingsFile file(CommandSpec command) throws SettingsError {
    OptionSpec named = command.findOption(SettingsOption.FLAG);
    if (named == null) {
      return SettingsFile.NONE;
    }
    UnknownVariables.refuse(
        environment, Setting.ofAll(command).map(Setting::variable).collect(Collectors.toSet()));
    Path flag = named.getValue();
    Path path =
        flag == null
            ? variable(new Setting(named, SettingsOption.FLAG).variable())
                .map(Path::of)
                .orElse(null)
            : flag;
    return path == null ? SettingsFile.NONE : SettingsFile.read(path, Setting.of(command));
  }

  private Optional<String> fromEnvironment(Setting setting) {
    Optional<String> own = variable(setting.variable());
    if (own.isPresent()) {
      origins.put(setting.flag(), setting.variable());
      return own;
    }
    List<String> names = setting.customaryVariables();
    if (names.isEmpty() || !names.stream().allMatch(name -> variable(name).isPresent())) {
      return Optional.empty();
    }
    origins.put(setting.flag(), String.join(" and ", names));
    return Optional.of(names.stream().map(environment::get).collect(Collectors.joining("/")));
  }

  private Optional<String> fromFile(Setting setting) {
    Optional<Value> value = file == null ? Optional.empty() : file.value(setting);
    value.ifPresent(found -> origins.put(setting.flag(), found.place().toString()));
    return value.map(Value::text);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Help is given whatever the settings are. */
  private static boolean isHelpAsked(CommandSpec command) {
    return command.options().stream()
        .filter(option -> option.usageHelp() || option.versionHelp())
        .anyMatch(option -> Boolean.TRUE.equals(option.<Object>getValue()));
  }
}
