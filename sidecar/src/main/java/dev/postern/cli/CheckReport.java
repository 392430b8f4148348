package dev.postern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.source.Snippet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of files has to say.
 *
 * @param what the files hold, as {@code rule}
 * @param notes what is neither wrong nor doubtful; null where there is no such thing
 */
public record CheckReport(
    String what,
    List<Diagnostic> errors,
    List<Diagnostic> warnings,
    @Nullable List<Diagnostic> notes) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Whether there are no errors. */
  public boolean ok() {
    return errors.isEmpty();
  }

  /** A line each, with the line of the file that it is about. */
  public void print(PrintWriter out) {
    errors.forEach(error -> out.println("error: " + line(error)));
    warnings.forEach(warning -> out.println("warning: " + line(warning)));
    if (notes != null) {
      notes.forEach(note -> out.println("note: " + note));
    }
    if (!ok()) {
      out.println("faulty: " + counted(errors.size(), "error"));
    }
  }

  private String line(Diagnostic diagnostic) {
    String in = diagnostic.rule() == null ? "" : ", in " + what + " '" + diagnostic.rule() + "'";
    String line = diagnostic + " [" + diagnostic.code() + in + "]";
    Snippet snippet = diagnostic.snippet();
    return snippet == null ? line : line + "\n" + String.join("\n", snippet.lines());
  }

  /** {@code 1 rule}, {@code 2 rules}. */
  public static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /**
   * One line: {@code {"ok":…,"errors":[…],"warnings":[…]}}, and {@code "notes"} where there are
   * any; no rule and no suggestion are null.
   */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeBooleanField("ok", ok());
      write(json, "errors", errors);
      write(json, "warnings", warnings);
      if (notes != null) {
        write(json, "notes", notes);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in writing a string
    }
    return text.toString();
  }

  private void write(JsonGenerator json, String name, List<Diagnostic> diagnostics)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Diagnostic diagnostic : diagnostics) {
      json.writeStartObject();
      json.writeStringField("code", diagnostic.code().name());
      json.writeStringField("file", diagnostic.file());
      json.writeNumberField("line", diagnostic.line());
      json.writeNumberField("column", diagnostic.column());
      json.writeStringField(what, diagnostic.rule());
      json.writeStringField("message", diagnostic.message());
      json.writeStringField("suggestion", diagnostic.suggestion());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
