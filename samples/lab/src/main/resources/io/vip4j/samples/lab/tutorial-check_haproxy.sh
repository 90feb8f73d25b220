A=`ps -C haproxy --no-header |wc -1`
if [ $A -eq 0];then
systemctl start haproxy.service
fi
