package dev.postern.confinement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The system's own users and groups, whatever source they are kept in, by getent(1). */
record Getent(Path tool) implements AccountDatabase {

  private static final int NOT_FOUND = 2;

  @Override
  public Optional<Account> user(String nameOrNumber) throws ConfinementException {
    return line("passwd", nameOrNumber).flatMap(Account::parse);
  }

  @Override
  public Optional<Long> group(String name) throws ConfinementException {
    return line("group", name)
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2)
        .flatMap(fields -> Identity.number(fields[2]));
  }

  private Optional<String> line(String database, String key) throws ConfinementException {
    try {
      Process getent =
          new ProcessBuilder(List.of(tool.toString(), "--", database, key))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      getent.getOutputStream().close();
      String said = new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return switch (getent.waitFor()) {
        case 0 -> said.lines().findFirst();
        case NOT_FOUND -> Optional.empty();
        default ->
            throw new ConfinementException(
                "%s cannot look up '%s' among the system's %s entries"
                    .formatted(tool, key, database));
      };
    } catch (IOException e) {
      throw new ConfinementException(tool + " cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfinementException("interrupted while looking up '" + key + "'");
    }
  }
}
