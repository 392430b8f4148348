package dev.postern.rules.compile;

import dev.postern.rules.condition.Transformer;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.Multiplicity;
import dev.postern.rules.source.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The transformers of one argument. Applied to a list, all but {@code len} change every value. */
final class SingleTransformer {

  private SingleTransformer() {}

  /** What comes out of it; null when the argument's type does not fit. */
  static <E> @Nullable Operand<E> apply(Transformer transformer, Operand<E> argument, String text) {
    if (transformer == Transformer.LEN) {
      return length(argument, text);
    }
    boolean base64 = transformer == Transformer.B64;
    FieldType type = argument.type();
    if (base64 && argument.reader() instanceof FieldReader.Bytes<E> bytes) {
      FieldReader.Bytes<E> decoded =
          event -> {
            byte[] value = bytes.read(event);
            return value == null ? null : Transformations.decode(value);
          };
      return Operand.made(text, type, Multiplicity.ONE, decoded);
    }
    if (type.kind() != FieldType.Kind.TEXT || (base64 && !type.falcoName().equals("CHARBUF"))) {
      return null;
    }
    UnaryOperator<@Nullable String> change = change(transformer);
    // What comes out has a case of its own, also where the field's has none.
    FieldType made = type.falcoName().equals("CHARBUF") ? FieldType.TEXT : type;
    return Operand.made(text, made, argument.multiplicity(), changed(argument, change));
  }

  /** What a transformer takes. */
  static String fitting(Transformer transformer) {
    return "it takes "
        + switch (transformer) {
          case LEN -> "texts, bytes and lists";
          case B64 -> "texts and bytes";
          default -> "texts";
        };
  }

  private static UnaryOperator<@Nullable String> change(Transformer transformer) {
    return switch (transformer) {
      case TOLOWER -> text -> text == null ? null : AsciiCase.lower(text);
      case TOUPPER -> text -> text == null ? null : AsciiCase.upper(text);
      case BASENAME -> text -> text == null ? null : Transformations.basename(text);
      case B64 -> text -> text == null ? null : Transformations.decode(text);
      default -> throw new IllegalArgumentException("not of one text: " + transformer);
    };
  }

  private static <E> FieldReader<E> changed(
      Operand<E> argument, UnaryOperator<@Nullable String> change) {
    if (!argument.isList()) {
      FieldReader.Text<E> text = Texts.of(argument);
      return (FieldReader.Text<E>) event -> change.apply(text.read(event));
    }
    FieldReader.Texts<E> texts = (FieldReader.Texts<E>) argument.reader();
    return new ComputedTexts<E>(
        event -> {
          List<String> all = ComputedTexts.list(texts, event);
          if (all == null) {
            return null;
          }
          List<String> changed = new ArrayList<>(all.size());
          for (String each : all) {
            String made = change.apply(each);
            if (made == null) {
              return null;
            }
            changed.add(made);
          }
          return changed;
        });
  }

  private static <E> @Nullable Operand<E> length(Operand<E> argument, String text) {
    FieldReader.Numeric<E> length;
    if (argument.isList()) {
      FieldReader.Texts<E> texts = (FieldReader.Texts<E>) argument.reader();
      length =
          event -> {
            List<String> all = ComputedTexts.list(texts, event);
            return all == null ? FieldReader.Numeric.ABSENT : all.size();
          };
    } else if (argument.reader() instanceof FieldReader.Bytes<E> bytes) {
      length =
          event -> {
            byte[] value = bytes.read(event);
            return value == null ? FieldReader.Numeric.ABSENT : value.length;
          };
    } else if (argument.type().kind() == FieldType.Kind.TEXT) {
      FieldReader.Text<E> reader = Texts.of(argument);
      length =
          event -> {
            String value = reader.read(event);
            return value == null ? FieldReader.Numeric.ABSENT : Transformations.length(value);
          };
    } else {
      return null;
    }
    return Operand.made(text, FieldType.UINT64, Multiplicity.ONE, length);
  }
}
