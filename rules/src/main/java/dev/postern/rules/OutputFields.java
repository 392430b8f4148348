package dev.postern.rules;

import dev.postern.rules.condition.FieldName;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields that an output names, found without knowing any of them. */
public final class OutputFields {

  /** Deprecated in Falco 0.44, where it stands for nothing. */
  static final String CONTAINER_INFO = "%container.info";

  private static final Pattern FIELD =
      Pattern.compile(
          "%%|%(?:[a-zA-Z]\\w*\\()*([a-zA-Z]\\w*(?:\\.[a-zA-Z]\\w*)+)(?:\\[([^\\]]*)\\])?");

  private OutputFields() {}

  /** Every field, in order. */
  public static List<FieldName> in(SourceText output) {
    List<FieldName> fields = new ArrayList<>();
    Matcher matcher = FIELD.matcher(output.value());
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        fields.add(
            new FieldName(matcher.group(1), matcher.group(2), output.position(matcher.start(1))));
      }
    }
    return fields;
  }

  /** The output without {@link #CONTAINER_INFO}; itself when it has none. */
  static SourceText withoutContainerInfo(SourceText output) {
    List<SourceText> pieces = new ArrayList<>();
    String text = output.value();
    int from = 0;
    for (int at = text.indexOf(CONTAINER_INFO); at >= 0; at = text.indexOf(CONTAINER_INFO, from)) {
      pieces.add(output.part(from, at));
      from = at + CONTAINER_INFO.length();
    }
    if (pieces.isEmpty()) {
      return output;
    }
    pieces.add(output.part(from, text.length()));
    return SourceText.joined(pieces);
  }
}
