package dev.postern.policy.image;

import dev.postern.event.IpAddress;
import dev.postern.policy.Ask;
import dev.postern.policy.Host;
import dev.postern.policy.Protocol;
import java.time.Instant;

/** What a kernel program does with an image, one lookup after the other. */
record KernelLookup(PolicyImage image) {

  boolean allows(Ask ask, Instant at) {
    if (!(ask.host() instanceof Host.Address(IpAddress address, _))) {
      throw new IllegalArgumentException("the kernel knows no names");
    }
    if (address.isV4() ? (address.low() >>> 24 & 255) == 127 : address.toString().equals("::1")) {
      return true;
    }
    int classId = 0;
    int longest = -1;
    for (Destination destination : image.destinations()) {
      if (destination.block().prefix() > longest && destination.block().contains(address)) {
        longest = destination.block().prefix();
        classId = destination.classId();
      }
    }
    int subject = subject(ask);
    return allowedUntil(classId, subject, ask.protocol(), ask.port()) > at.getEpochSecond()
        || allowedUntil(classId, 0, ask.protocol(), ask.port()) > at.getEpochSecond();
  }

  private int subject(Ask ask) {
    String path = ask.executable();
    return path == null ? 0 : image.subjects().indexOf(new Subject(path, ask.modified())) + 1;
  }

  private long allowedUntil(int classId, int subject, Protocol protocol, int port) {
    int longest = -1;
    long until = Long.MIN_VALUE;
    for (Allowance each : image.allowances()) {
      if (each.classId() == classId
          && each.subject() == subject
          && each.protocol() == protocol
          && each.portBits() > longest
          && ((port ^ each.port()) >> (16 - each.portBits())) == 0) {
        longest = each.portBits();
        until = each.allowUntilEpochSecond();
      }
    }
    return until;
  }
}
