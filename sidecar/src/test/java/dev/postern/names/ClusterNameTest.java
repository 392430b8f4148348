package dev.postern.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterNameTest {

  @ParameterizedTest
  @CsvSource({
    "cart.shop.svc.cluster.local, cart, shop",
    "db-0.db.shop.svc.cluster.local, db, shop",
    "_https._tcp.cart.shop.svc.cluster.local, cart, shop",
    "10-1-2-3.shop.pod.cluster.local, , shop"
  })
  void namesOfTheCluster(String name, @Nullable String service, String namespace) {
    assertThat(ClusterName.read(name, "cluster.local"))
        .isEqualTo(new ClusterName(service, namespace));
  }

  @ParameterizedTest
  @CsvSource({
    "cluster.local",
    "svc.cluster.local",
    "shop.svc.cluster.local",
    "cart.shop.svc",
    "cart.shop.svc.cluster.local.example",
    "cart.shop.svc.othercluster.local",
    "cart.shop.svcx.cluster.local",
    "shop.pod.cluster.local"
  })
  void namesOfOthers(String name) {
    assertThat(ClusterName.read(name, "cluster.local")).isNull();
  }

  @Test
  void theDomainMayBeAnother() {
    assertThat(ClusterName.read("cart.shop.svc.k8s.corp", "k8s.corp"))
        .isEqualTo(new ClusterName("cart", "shop"));
  }
}
