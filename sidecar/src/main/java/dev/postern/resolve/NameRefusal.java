package dev.postern.resolve;

import dev.postern.dns.ResponseCode;

/** How a query is answered whose name is in no policy. */
public enum NameRefusal {
  /** As if there were no such name: a resolver goes on with its search list. */
  NXDOMAIN(ResponseCode.NXDOMAIN),

  /** What it is. Some resolvers, musl's for one, then give up the whole search list. */
  REFUSED(ResponseCode.REFUSED);

  private final int code;

  NameRefusal(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
