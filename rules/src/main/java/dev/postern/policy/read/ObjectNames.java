package dev.postern.policy.read;

import java.util.regex.Pattern;

/** Names as Kubernetes has them (RFC 1123, and its labels' own syntax). */
final class ObjectNames {

  static final String SUBDOMAIN_EXPECTED =
      "is not a name as Kubernetes has them: a-z, 0-9, '-' and '.', up to 253 characters";
  static final String LABEL_EXPECTED =
      "is not a name as Kubernetes has them: a-z, 0-9 and '-', up to 63 characters";

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern QUALIFIED =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
  private static final int LONGEST = 253;

  private ObjectNames() {}

  /** Of a namespace, a container, a Service. */
  static boolean isLabel(String text) {
    return text.length() <= LONGEST && LABEL.matcher(text).matches();
  }

  /** Of most objects: labels with dots between them. */
  static boolean isSubdomain(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!isLabel(label)) {
        return false;
      }
    }
    return true;
  }

  /** {@code app}, {@code app.kubernetes.io/name}. */
  static boolean isLabelKey(String text) {
    int slash = text.indexOf('/');
    return isQualified(text.substring(slash + 1))
        && (slash < 0 || isSubdomain(text.substring(0, slash)));
  }

  /** What a label of an object can hold. */
  static boolean isLabelValue(String text) {
    return text.isEmpty() || isQualified(text);
  }

  private static boolean isQualified(String text) {
    return text.length() <= LONGEST && QUALIFIED.matcher(text).matches();
  }
}
