package dev.postern.rulescli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.lint.Edit;
import dev.postern.rules.lint.Note;
import dev.postern.rules.source.Place;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Notes as one JSON object in one line. */
final class LintJson {

  private static final JsonFactory JSON = new JsonFactory();

  private LintJson() {}

  /** {@code {"errors":[…],"notes":[…],"fixed":[…]}}; no rule and no suggestion are null. */
  static String of(List<Diagnostic> errors, List<Note> notes, List<Edit> fixed) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("errors");
      for (Diagnostic error : errors) {
        json.writeStartObject();
        json.writeStringField("code", error.code().name());
        place(json, new Place(error.file(), error.line(), error.column()));
        json.writeStringField("rule", error.rule());
        json.writeStringField("message", error.message());
        json.writeStringField("suggestion", error.suggestion());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("notes");
      for (Note note : notes) {
        json.writeStartObject();
        json.writeStringField("kind", note.kind().text());
        place(json, note.place());
        json.writeStringField("rule", note.rule());
        json.writeStringField("message", note.message());
        json.writeStringField("suggestion", note.suggestion());
        json.writeBooleanField("fixable", note.edit() != null);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("fixed");
      for (Edit edit : fixed) {
        json.writeStartObject();
        place(json, edit.place());
        json.writeStringField("old", edit.old());
        json.writeStringField("new", edit.replacement());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in writing a string
    }
    return text.toString();
  }

  private static void place(JsonGenerator json, Place place) throws IOException {
    json.writeStringField("file", place.file());
    json.writeNumberField("line", place.line());
    json.writeNumberField("column", place.column());
  }
}
