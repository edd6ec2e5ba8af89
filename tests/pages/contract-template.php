<?
include_once("inc/header.inc.php");
?><style type="text/css">
<!--
.TableHeader { font-size: 11pt }
td { font-size: 9pt }
-->
</style>
<BODY class="bodycolor"><BR>
<table width="500" class="TableBlock" align="center">
  <tr><td height="27" class="TableHeader"><div align="center">苗木买卖合同</font></div></td></tr>
  <tr><td class="TableData"><p align="center"></p>
  <p>　　甲方：＿＿＿<BR>
　　乙方：＿＿＿<BR>
　　<BR>
　　第一条　乙方向甲方出售杨树苗三万株，每株不低于两米。<BR>
　　第二条　甲方在收到苗木后十日内付清货款。<BR>
　　（一）现金支付的，当日付清；<BR>
　　（二）转账支付的，以到账日为准。<BR>
　　<BR>
　　甲方（盖章）：<BR>
　　<?php echo date("Y"); ?>年　月　日</p>
  </td></tr>
</table>
<?php button_back(); ?>
</BODY></html>
