package dev.postern.rules.list;

import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files that {@code --list} names. */
public final class ListFiles {

  /** What is larger is hardly a list, and its tables would be beyond what can be mapped at once. */
  static final long MOST_BYTES = 512L << 20;

  static final int MOST_ENTRIES = 16 << 20;

  /**
   * What was read.
   *
   * @param files by the list's name; those that could be read
   * @param problems what is wrong with the files themselves, and lines that are no text
   */
  public record Result(Map<String, ListFile> files, List<Problem> problems) {
    public Result {
      files = Map.copyOf(files);
      problems = List.copyOf(problems);
    }
  }

  private final CompiledLists compiled;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Path, ListFile> byPath = new HashMap<>();

  private ListFiles(CompiledLists compiled) {
    this.compiled = compiled;
  }

  /**
   * Reads files to their ends and keeps what is small. Never throws for a bad path or a bad file.
   *
   * @param paths by the list's name
   * @param compiled what was compiled before
   */
  public static Result read(Map<String, Path> paths, CompiledLists compiled) {
    ListFiles reading = new ListFiles(compiled);
    Map<String, ListFile> files = new LinkedHashMap<>();
    paths.forEach(
        (name, path) -> {
          ListFile file = reading.byPath.get(path);
          if (file == null) {
            file = reading.file(path);
          }
          if (file != null) {
            reading.byPath.put(path, file);
            files.put(name, file);
          }
        });
    return new Result(files, reading.problems);
  }

  private @Nullable ListFile file(Path path) {
    try {
      // A pipe or a device named by mistake would be read for ever.
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        return unreadable(path, "is not a file: name a text file with an entry a line");
      }
      if (Files.size(path) > MOST_BYTES) {
        return unreadable(path, "is larger than " + (MOST_BYTES >> 20) + " MiB");
      }
      return read(path);
    } catch (NoSuchFileException e) {
      return unreadable(path, "no such file");
    } catch (AccessDeniedException e) {
      return unreadable(path, "permission denied: make it readable");
    } catch (IOException e) {
      return unreadable(path, "cannot be read: " + e.getMessage());
    }
  }

  private @Nullable ListFile read(Path path) throws IOException {
    int before = problems.size();
    EntryProblems wrong = new EntryProblems(problems::add);
    List<Value> values = new ArrayList<>();
    int[] entries = new int[1];
    String digest =
        EntryReader.read(
            path,
            (text, line, column) -> {
              if (++entries[0] <= ListFile.MOST_VALUES) {
                Place place = new Place(path.toString(), line, column);
                values.add(new Value(text, true, SourceText.at(place, text).position(0)));
              }
            },
            wrong);
    wrong.end();
    if (entries[0] > MOST_ENTRIES) {
      return unreadable(path, "has more than " + MOST_ENTRIES + " entries");
    }
    return problems.size() > before
        ? null
        : new ListFile(path, digest, entries[0], values, compiled);
  }

  private @Nullable ListFile unreadable(Path path, String message) {
    problems.add(new Problem(SourceText.at(Place.file(path.toString()), "").position(0), message));
    return null;
  }
}
