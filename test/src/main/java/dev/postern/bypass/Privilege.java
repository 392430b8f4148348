package dev.postern.bypass;

/** Who a tester is: a user, and the capabilities it holds. Each holds more than the one before. */
public enum Privilege {
  /** An ordinary user. */
  NONE("none", 65534, 0),
  /** What container runtimes give root by default, without NET_RAW. */
  CONTAINER("container", 0, Capability.CONTAINER_DEFAULT),
  /** What container runtimes give root by default. */
  NET_RAW("NET_RAW", 0, Capability.CONTAINER_DEFAULT | 1L << Capability.NET_RAW),
  /** That, and what network plug-ins ask for. */
  NET_ADMIN(
      "NET_ADMIN",
      0,
      Capability.CONTAINER_DEFAULT | 1L << Capability.NET_RAW | 1L << Capability.NET_ADMIN);

  private final String text;
  private final int uid;
  private final long capabilities;

  Privilege(String text, int uid, long capabilities) {
    this.text = text;
    this.uid = uid;
    this.capabilities = capabilities;
  }

  /** As the table names it. */
  public String text() {
    return text;
  }

  int uid() {
    return uid;
  }

  /** A bit for each capability, by its number in capability.h. */
  long capabilities() {
    return capabilities;
  }
}
