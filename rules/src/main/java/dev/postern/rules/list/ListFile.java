package dev.postern.rules.list;

import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Position;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A list that a file holds. A small one is values like those of a rule file. A large one is a
 * single value that stands for all entries; they are compiled when a field is compared with them,
 * in the form that the field needs. For one load: what is wrong is told once. Not safe for several
 * threads.
 */
public final class ListFile {

  /** A list of more entries than this lies in mapped memory. */
  public static final int MOST_VALUES = 1000;

  /** Begins a text that no entry of another list can be, so that none takes this one's place. */
  private static final String STANDS_FOR = "\0";

  /** Makes a compiler whose temporary files are in a folder. */
  private interface Opening {
    ListCompiler in(Path folder) throws IOException;
  }

  private final Path path;
  private final String digest;
  private final int entries;
  private final List<Value> values;
  private final CompiledLists shared;
  private final Map<String, Optional<CompiledList>> compiled = new HashMap<>();

  /**
   * @param digest of the file's bytes
   * @param entries how many it has
   * @param values the entries, unless there are too many
   */
  ListFile(Path path, String digest, int entries, List<Value> values, CompiledLists shared) {
    this.path = path;
    this.digest = digest;
    this.entries = entries;
    this.shared = shared;
    this.values =
        isLarge() ? List.of(new Value(STANDS_FOR + path, true, start())) : List.copyOf(values);
  }

  private Position start() {
    return SourceText.at(Place.file(path.toString()), "").position(0);
  }

  /** The file, as it was named. */
  public Path path() {
    return path;
  }

  /** How many entries it has, counting again what it has twice. */
  public int entries() {
    return entries;
  }

  /** What stands for it among values; quoted, because an entry is never the name of a list. */
  public List<Value> values() {
    return values;
  }

  /** Whether one value stands for all entries. */
  public boolean isLarge() {
    return entries > MOST_VALUES;
  }

  /** The entries as addresses and blocks. */
  public Addresses addresses(Consumer<Problem> problems) {
    return compiled("addresses", AddressCompiler::new, problems) instanceof AddressRanges ranges
        ? ranges
        : (high, low) -> false;
  }

  /**
   * The entries as numbers.
   *
   * @param kind tells one reading from another
   * @param reading an entry's number
   */
  public LongPredicate numbers(String kind, NumberReading reading, Consumer<Problem> problems) {
    return compiled(kind, folder -> new NumberCompiler(folder, reading), problems)
            instanceof NumberTable numbers
        ? numbers
        : number -> false;
  }

  /**
   * The entries as texts.
   *
   * @param anyCase whether they are compared in lower case
   */
  public Predicate<String> texts(boolean anyCase, Consumer<Problem> problems) {
    TextTable texts =
        texts(anyCase ? TextCompiler.Reading.ANY_CASE : TextCompiler.Reading.AS_IS, problems);
    return texts == null ? text -> false : texts;
  }

  /** The entries as domain names: see {@link DomainName}. */
  public Predicate<String> domains(Consumer<Problem> problems) {
    TextTable names = texts(TextCompiler.Reading.DOMAIN, problems);
    return names == null ? name -> false : names::testDomain;
  }

  private @Nullable TextTable texts(TextCompiler.Reading reading, Consumer<Problem> problems) {
    return compiled(reading.name(), folder -> new TextCompiler(folder, reading, entries), problems)
            instanceof TextTable texts
        ? texts
        : null;
  }

  /** The compiled list; null, and told, when an entry is not what it should be. */
  private @Nullable CompiledList compiled(
      String kind, Opening opening, Consumer<Problem> problems) {
    Optional<CompiledList> known = compiled.get(kind);
    if (known != null) {
      return known.orElse(null);
    }
    CompiledLists.Key key = new CompiledLists.Key(digest, kind);
    CompiledList list = shared.find(key);
    if (list == null) {
      list = compile(opening, problems);
      if (list != null) {
        shared.keep(key, list);
      }
    }
    compiled.put(kind, Optional.ofNullable(list));
    return list;
  }

  private @Nullable CompiledList compile(Opening opening, Consumer<Problem> problems) {
    boolean[] refused = new boolean[1];
    EntryProblems wrong =
        new EntryProblems(
            problem -> {
              refused[0] = true;
              problems.accept(problem);
            });
    try (ListCompiler compiler = opening.in(shared.folder())) {
      String now =
          EntryReader.read(
              path,
              (text, line, column) -> {
                String why = compiler.add(text);
                if (why != null) {
                  wrong.refuse(new Place(path.toString(), line, column), "'" + text + "' " + why);
                }
              },
              wrong);
      wrong.end();
      if (!now.equals(digest)) {
        throw new IOException("it changed while it was read: replace a list, do not rewrite it");
      }
      return refused[0] ? null : compiler.finish();
    } catch (IOException e) {
      problems.accept(new Problem(start(), "cannot be compiled: " + e.getMessage()));
      return null;
    }
  }
}
