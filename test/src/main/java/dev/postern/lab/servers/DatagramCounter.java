package dev.postern.lab.servers;

import dev.postern.event.Transport;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** Counts one UDP port's datagrams, by the socket they came from. */
final class DatagramCounter extends ChannelDuplexHandler {

  private final Ledger ledger;

  DatagramCounter(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    DatagramPacket packet = (DatagramPacket) message;
    entry(context, packet.sender()).receivedDatagram(packet.content().readableBytes());
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    DatagramPacket packet = (DatagramPacket) message;
    int bytes = packet.content().readableBytes();
    Ledger.Entry entry = entry(context, packet.recipient());
    context
        .write(message, promise.unvoid())
        .addListener(
            written -> {
              if (written.isSuccess()) {
                entry.sent(bytes);
              }
            });
  }

  private Ledger.Entry entry(ChannelHandlerContext context, InetSocketAddress client) {
    InetSocketAddress server = (InetSocketAddress) context.channel().localAddress();
    return ledger.of(Transport.UDP, server, client);
  }
}
