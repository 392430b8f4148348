package dev.postern.rules;

import dev.postern.rules.source.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the files and folders that {@code --rules} names. */
public final class RuleFiles {

  /** Stands for the shipped rules wherever no file has this name. */
  private static final Path SHIPPED = Path.of("shipped");

  private static final long SIZE_LIMIT = 8L * 1024 * 1024;

  /**
   * What was read.
   *
   * @param sources in the order given, a folder's files by name
   * @param errors a path that is missing or can't be read, a folder without a rule file
   */
  public record Result(List<RuleSource> sources, List<Diagnostic> errors) {
    public Result {
      sources = List.copyOf(sources);
      errors = List.copyOf(errors);
    }
  }

  private final List<RuleSource> sources = new ArrayList<>();
  private final Diagnostics diagnostics = new Diagnostics();

  private RuleFiles() {}

  /**
   * Reads files, and of folders every {@code *.yaml} and {@code *.yml} that is neither hidden nor a
   * scenario file ({@code *_test.yaml}), folders inside them left out. The word {@code shipped}
   * stands for {@link ShippedRules#pack()}. Never throws for a bad path.
   */
  public static Result read(List<Path> paths) {
    return read(paths, true);
  }

  /** The same for other files in YAML: nothing is shipped, and {@code shipped} is a file's name. */
  public static Result readOthers(List<Path> paths) {
    return read(paths, false);
  }

  private static Result read(List<Path> paths, boolean shipped) {
    RuleFiles files = new RuleFiles();
    for (Path path : paths) {
      if (shipped && path.equals(SHIPPED) && Files.notExists(path)) {
        files.sources.addAll(ShippedRules.pack());
      } else if (Files.isDirectory(path)) {
        files.folder(path);
      } else {
        files.file(path);
      }
    }
    return new Result(files.sources, files.diagnostics.errorsIn(files.sources));
  }

  private void folder(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    } catch (IOException | DirectoryIteratorException e) {
      unreadable(folder, "the folder can't be read: " + reason(e));
      return;
    }
    files.removeIf(file -> !isRuleFile(file));
    if (files.isEmpty()) {
      unreadable(folder, "the folder holds no *.yaml or *.yml file");
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    files.forEach(this::file);
  }

  private static boolean isRuleFile(Path file) {
    String name = String.valueOf(file.getFileName());
    // A mounted ConfigMap keeps its versions in hidden folders next to links to the files.
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.endsWith("_test.yaml")
        && !name.endsWith("_test.yml")
        && !Files.isDirectory(file);
  }

  private void file(Path file) {
    try {
      // A pipe or a device named by mistake would be read for ever.
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        unreadable(file, "not a file");
        return;
      }
      if (Files.exists(file) && Files.size(file) > SIZE_LIMIT) {
        unreadable(file, "larger than " + SIZE_LIMIT + " bytes");
        return;
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      sources.add(new RuleSource(file.toString(), text));
    } catch (NoSuchFileException e) {
      unreadable(file, "no such file or folder");
    } catch (CharacterCodingException e) {
      unreadable(file, "not UTF-8 text");
    } catch (IOException e) {
      unreadable(file, "can't be read: " + reason(e));
    }
  }

  private void unreadable(Path path, String message) {
    diagnostics.error(LoadCode.LOAD_ERR_FILE_READ, Place.file(path.toString()), message);
  }

  private static String reason(Exception e) {
    return e.getClass().getSimpleName();
  }
}
