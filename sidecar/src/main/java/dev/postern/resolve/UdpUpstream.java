package dev.postern.resolve;

import dev.postern.event.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks over UDP, by a socket of its own for each query, which gives it a port that the kernel
 * draws.
 *
 * <p>Connected sockets, which Vert.x has none of: the kernel lets nobody else's datagrams in, and a
 * resolver that is not there is known at once.
 */
final class UdpUpstream implements Upstream, AutoCloseable {

  /** More than is asked for, so that who sends more is understood all the same. */
  private static final int LONGEST_DATAGRAM = 4096;

  private final ContextInternal context;
  private final ForwarderCounters counters;
  private final Set<Channel> open = new HashSet<>();

  UdpUpstream(ContextInternal context, ForwarderCounters counters) {
    this.context = context;
    this.counters = counters;
  }

  @Override
  public Future<UpstreamAnswer> ask(Endpoint server, UpstreamQuery query, Duration timeout) {
    Exchange exchange = new Exchange(context, server, query, timeout, counters);
    ChannelFutureListener failing =
        done -> {
          if (!done.isSuccess()) {
            exchange.networkError(server + ": " + done.cause().getMessage());
          }
        };
    try {
      Channel channel = open(server, exchange);
      context.nettyEventLoop().register(channel).addListener(failing);
      channel.connect(SocketAddresses.of(server)).addListener(failing);
      channel.writeAndFlush(Unpooled.wrappedBuffer(query.bytes())).addListener(failing);
    } catch (RuntimeException e) { // Netty's ChannelException, when there are no more descriptors
      exchange.networkError(server + ": " + e.getMessage());
    }
    return exchange.future();
  }

  private Channel open(Endpoint server, Exchange exchange) {
    EpollDatagramChannel channel =
        new EpollDatagramChannel(
            server.address().isV4() ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6);
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LONGEST_DATAGRAM));
    channel.pipeline().addLast(new Answers(exchange));
    open.add(channel);
    exchange.future().onComplete(_ -> close(channel));
    return channel;
  }

  @Override
  public void close() {
    Set.copyOf(open).forEach(this::close);
  }

  private void close(Channel channel) {
    channel.close().addListener(_ -> open.remove(channel));
  }

  /** What comes in on the socket. */
  private static final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {

    private final Exchange exchange;

    Answers(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      exchange.received(ByteBufUtil.getBytes(packet.content()));
    }

    /** An ICMP error, or no more sockets. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      exchange.networkError(String.valueOf(cause.getMessage()));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      exchange.networkError("closed");
    }
  }
}
