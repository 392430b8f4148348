package dev.postern.lab.servers;

import static io.netty.channel.ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Greets, and then reads whatever comes. */
final class DatabaseAnswer extends SimpleChannelInboundHandler<ByteBuf> {

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context
        .writeAndFlush(Unpooled.copiedBuffer("the lab's database\n", UTF_8))
        .addListener(FIRE_EXCEPTION_ON_FAILURE);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
    // Counted by the handler before this one; there is nothing to say.
  }
}
