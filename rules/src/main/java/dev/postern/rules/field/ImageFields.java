package dev.postern.rules.field;

import dev.postern.event.Event;
import dev.postern.event.ProcessImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The texts that say what a process is: of itself ({@code proc.name}), of its parent ({@code
 * proc.pname}) and of its ancestors ({@code proc.aname}).
 */
final class ImageFields {

  /** What can be asked of an image, in this order. */
  private enum Text {
    NAME("name", "kernel's name, at most 15 bytes", ProcessImage::name),
    EXE("exe", "first argument, as it was given", ProcessFields::exe),
    EXEPATH("exepath", "executable in the container's own root", ProcessImage::exePath),
    CMDLINE("cmdline", "name and the arguments after the first", ProcessImage::commandLine);

    private final String name;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<ProcessImage, @Nullable String> read;

    Text(String name, String meaning, Function<ProcessImage, @Nullable String> read) {
      this.name = name;
      this.meaning = meaning;
      this.read = read;
    }
  }

  private ImageFields() {}

  static List<Field<Event>> all() {
    List<Field<Event>> fields = new ArrayList<>();
    for (Text text : Text.values()) {
      fields.add(of("proc." + text.name, "The process' " + text.meaning + ".", 0, text.read));
      fields.add(of("proc.p" + text.name, "The parent's " + text.meaning + ".", 1, text.read));
      fields.add(ofAncestors("proc.a" + text.name, text.meaning, text.read, FieldTrait.PLAIN));
    }
    fields.add(
        new Field<>(
            "proc.args",
            FieldType.TEXT,
            Argument.OPTIONAL_INDEX,
            Multiplicity.ONE,
            Filled.YES,
            Set.of(),
            "The arguments after the first, joined by blanks; or one of them, counted from 0.",
            index ->
                List.of(
                    reader(
                        0,
                        index == null
                            ? ImageFields::args
                            : image -> arg(image, Integer.parseInt(index))))));
    fields.add(
        ofAncestors(
            "proc.aargs", "arguments after the first, joined by blanks", ImageFields::args));
    fields.add(
        of(
            "proc.exeline",
            "All arguments, joined by blanks.",
            0,
            image -> image.args().isEmpty() ? null : String.join(" ", image.args())));
    fields.add(ofRest("proc.cmdnargs", "How many arguments follow the first.", List::size));
    fields.add(
        ofRest(
            "proc.cmdlenargs",
            "How many characters these have together.",
            rest -> rest.stream().mapToLong(String::length).sum()));
    return fields;
  }

  /** The image that many steps up; 0 is the process itself. */
  static @Nullable ProcessImage ancestor(Event event, int steps) {
    ProcessImage process = event.process();
    return process == null ? null : process.ancestor(steps);
  }

  private static Field<Event> of(
      String name, String description, int steps, Function<ProcessImage, @Nullable String> read) {
    return Field.of(name, FieldType.TEXT, description, reader(steps, read));
  }

  private static Field<Event> ofAncestors(
      String name,
      String meaning,
      Function<ProcessImage, @Nullable String> read,
      FieldTrait... traits) {
    List<FieldReader<Event>> any =
        List.of((FieldReader.Texts<Event>) (event, index) -> ofAny(event, index, read));
    return new Field<>(
        name,
        FieldType.TEXT,
        Argument.OPTIONAL_INDEX,
        Multiplicity.ANY,
        Filled.YES,
        Set.of(traits),
        "The "
            + meaning
            + ", of the ancestor that many steps up (1 is the parent); of any ancestor without a"
            + " number.",
        steps -> steps == null ? any : List.of(reader(Integer.parseInt(steps), read)));
  }

  private static FieldReader.Text<Event> reader(
      int steps, Function<ProcessImage, @Nullable String> read) {
    return event -> {
      ProcessImage image = ancestor(event, steps);
      return image == null ? null : read.apply(image);
    };
  }

  /** The text at an index, counting only those ancestors that have one. */
  private static @Nullable String ofAny(
      Event event, int index, Function<ProcessImage, @Nullable String> read) {
    int left = index;
    for (ProcessImage image = ancestor(event, 1); image != null; image = image.parent()) {
      String text = read.apply(image);
      if (text != null && left-- == 0) {
        return text;
      }
    }
    return null;
  }

  private static Field<Event> ofRest(
      String name, String description, ToLongFunction<List<String>> read) {
    return Field.of(
        name,
        FieldType.UINT64,
        description,
        (FieldReader.Numeric<Event>)
            event -> {
              ProcessImage image = event.process();
              return image == null || image.args().isEmpty()
                  ? FieldReader.Numeric.ABSENT
                  : read.applyAsLong(image.args().subList(1, image.args().size()));
            });
  }

  private static @Nullable String args(ProcessImage image) {
    List<String> args = image.args();
    return args.isEmpty() ? null : String.join(" ", args.subList(1, args.size()));
  }

  private static @Nullable String arg(ProcessImage image, int index) {
    return index + 1 < image.args().size() ? image.args().get(index + 1) : null;
  }
}
