package dev.postern.kernel;

import dev.postern.scope.Cgroup;
import java.util.ArrayList;
import java.util.List;

/**
 * The socket load balancer of a CNI, on a cgroup around the scope: TCP and UDP sockets of both
 * families that ask for a service get its backend.
 */
public final class SocketLoadBalancer implements AutoCloseable {

  /**
   * Where a service is asked for and where it is.
   *
   * @param address of the service, which nothing need have
   * @param port of the service
   * @param backend address of who serves it, of the same family
   * @param backendPort where that one listens
   */
  public record Service(String address, int port, String backend, int backendPort) {}

  private final Program attached;

  private SocketLoadBalancer(Program attached) {
    this.attached = attached;
  }

  /** Attaches it; whoever is in the cgroup or inside it is balanced from now on. */
  public static SocketLoadBalancer attach(Cgroup cgroup, Service... services) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("shared", cgroup.path(), Tester.path("socket-load-balancer.bpf.o")));
    for (Service service : services) {
      arguments.addAll(
          List.of(service.address(), service.port(), service.backend(), service.backendPort()));
    }
    return new SocketLoadBalancer(AttachedPrograms.start(arguments));
  }

  /** Detaches it: what is connected stays, what comes is not translated. */
  @Override
  public void close() {
    AttachedPrograms.end(attached);
  }
}
