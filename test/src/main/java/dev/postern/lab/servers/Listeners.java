package dev.postern.lab.servers;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Opens ports, with the handlers that make each one a server. */
final class Listeners {

  private static final int REQUEST_LIMIT = 16 * 1024 * 1024;

  // One thread serves them all: the lab is for what is said, not for how fast. A daemon: the
  // process ends with its main thread, however that ends.
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("servers", true), NioIoHandler.newFactory());
  private final Ledger ledger;

  Listeners(Ledger ledger) {
    this.ledger = ledger;
  }

  void http(String address, int port) {
    tcp(address, port, Listeners::httpHandlers);
  }

  void https(String address, int port, SslContext tls) {
    tcp(
        address,
        port,
        () -> {
          List<ChannelHandler> handlers = new ArrayList<>(httpHandlers());
          handlers.addFirst(tls.newHandler(ByteBufAllocator.DEFAULT));
          return handlers;
        });
  }

  void database(String address, int port) {
    tcp(address, port, () -> List.of(new DatabaseAnswer()));
  }

  void dns(String address, int port) {
    tcp(
        address,
        port,
        () -> List.of(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder(), new DnsAnswer()));
    udp(
        address,
        port,
        List.of(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new DnsAnswer()));
  }

  /** A UDP port that reads and says nothing: Netty drops what no handler wants. */
  void silentUdp(String address, int port) {
    udp(address, port, List.of());
  }

  private static List<ChannelHandler> httpHandlers() {
    return List.of(
        new HttpServerCodec(),
        new HttpServerKeepAliveHandler(),
        new HttpObjectAggregator(REQUEST_LIMIT),
        new HttpAnswer());
  }

  private void tcp(String address, int port, Supplier<List<ChannelHandler>> handlers) {
    ChannelInitializer<Channel> server =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ConnectionCounter(ledger));
            handlers.get().forEach(channel.pipeline()::addLast);
          }
        };
    new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(server)
        .bind(address, port)
        .syncUninterruptibly();
  }

  private void udp(String address, int port, List<ChannelHandler> handlers) {
    ChannelInitializer<Channel> server =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new DatagramCounter(ledger));
            handlers.forEach(channel.pipeline()::addLast);
          }
        };
    new Bootstrap()
        .group(loop)
        .channel(NioDatagramChannel.class)
        .handler(server)
        .bind(address, port)
        .syncUninterruptibly();
  }
}
