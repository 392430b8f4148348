package dev.postern.abi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sizes and offsets of structures and the numbers of enums, by name.
 *
 * <p>Its text form, one line a fact, is kept as a golden file so that every change of the ABI is
 * seen in review, and so that tests can build records without the compiled probe.
 */
public final class Layout {

  /**
   * A member's place in its structure.
   *
   * @param offset bytes from the start of the structure
   * @param size bytes
   */
  public record Place(int offset, int size) {}

  /** Structure sizes as {@code name}, members as {@code name.member}; nested members joined. */
  private final Map<String, Place> places = new TreeMap<>();

  private final Map<String, Long> numbers = new TreeMap<>();

  Layout() {}

  void addPlace(String name, int offset, int size) {
    places.put(name, new Place(offset, size));
  }

  void addNumber(String enumeration, String constant, long value) {
    numbers.put(enumeration + "." + constant, value);
  }

  /** Reads the text form. */
  public static Layout parse(List<String> lines) {
    Layout layout = new Layout();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "place" ->
            layout.addPlace(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        case "number" -> layout.numbers.put(words[1], Long.parseLong(words[2]));
        default -> throw new LayoutMismatch("not a layout line: " + line);
      }
    }
    return layout;
  }

  /** The text form: {@code place NAME OFFSET SIZE} and {@code number NAME VALUE}, sorted. */
  public List<String> lines() {
    return java.util.stream.Stream.concat(
            numbers.entrySet().stream().map(e -> "number " + e.getKey() + " " + e.getValue()),
            places.entrySet().stream()
                .map(
                    e ->
                        "place %s %d %d"
                            .formatted(e.getKey(), e.getValue().offset(), e.getValue().size())))
        .toList();
  }

  /** The size of a structure in bytes. */
  public int size(String structure) {
    return place(structure).size();
  }

  /** The offset of {@code structure.member} (nested members joined by dots), known to be so big. */
  public int offset(String member, int size) {
    Place place = place(member);
    if (place.size() != size) {
      throw new LayoutMismatch(
          "the probe object's %s has %d bytes, this sidecar reads %d: build both from one tree"
              .formatted(member, place.size(), size));
    }
    return place.offset();
  }

  /** A member's place, whatever its size. */
  public Place place(String name) {
    Place place = places.get(name);
    if (place == null) {
      throw new LayoutMismatch(
          "the probe object has no " + name + ": build probe and sidecar from one tree");
    }
    return place;
  }

  /** The value of an enum's constant, named {@code enumeration.CONSTANT}. */
  public long number(String name) {
    Long value = numbers.get(name);
    if (value == null) {
      throw new LayoutMismatch(
          "the probe object has no " + name + ": build probe and sidecar from one tree");
    }
    return value;
  }

  /** The constants of an enum: name to value. */
  public Map<String, Long> constants(String enumeration) {
    Map<String, Long> constants = new TreeMap<>();
    String prefix = enumeration + ".";
    numbers.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            constants.put(name.substring(prefix.length()), value);
          }
        });
    return constants;
  }
}
