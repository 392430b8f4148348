package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResolverOrderTest {

  private static final Endpoint A = new Endpoint(IpAddress.v4(1), 53);
  private static final Endpoint B = new Endpoint(IpAddress.v4(2), 53);
  private static final Endpoint C = new Endpoint(IpAddress.v4(3), 53);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10); // it may wrap

  @Test
  void isThatOfTheFileUntilOneFails() {
    ResolverOrder order = order(false);
    assertThat(order.next()).containsExactly(A, B, C);

    order.failed(A);
    assertThat(order.next()).containsExactly(B, C, A);
    order.failed(B);
    assertThat(order.next()).containsExactly(C, A, B);
    order.answered(A);
    assertThat(order.next()).containsExactly(A, C, B);
  }

  @Test
  void aFailureIsForgottenAfterAWhile() {
    ResolverOrder order = order(false);
    order.failed(A);

    now.addAndGet(ResolverOrder.PENALTY.toNanos() - 1);
    assertThat(order.next()).containsExactly(B, C, A);
    now.addAndGet(1);
    assertThat(order.next()).containsExactly(A, B, C);
  }

  @Test
  void rotates() {
    ResolverOrder order = order(true);
    order.failed(B);

    assertThat(order.next()).containsExactly(A, C, B);
    assertThat(order.next()).containsExactly(C, A, B);
    assertThat(order.next()).containsExactly(C, A, B);
    assertThat(order.next()).containsExactly(A, C, B);
  }

  private ResolverOrder order(boolean rotate) {
    return new ResolverOrder(
        new Upstreams(List.of(A, B, C), Duration.ofSeconds(1), 1, rotate), now::get);
  }
}
